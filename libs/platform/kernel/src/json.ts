/** A JSON object as it is read: its members are looked at one by one. */
export type JsonObject = { readonly [key: string]: unknown };
