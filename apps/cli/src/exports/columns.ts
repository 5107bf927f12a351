/** What of a JSON Schema is looked at. */
export interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}

/** A schema in place of a reference to it. */
export type Resolve = (schema: Schema | undefined) => Schema | undefined;

/** The leaves of an item, in the order of its schema; of a list inside it, the list. */
export function columnsOf(item: Schema, resolve: Resolve, prefix = ''): readonly string[] {
  const fields = Object.entries(propertiesOf(item, resolve));
  return fields.flatMap(([name, schema]) => {
    const column = prefix + name;
    const inner = columnsOf(schema, resolve, `${column}.`);
    return inner.length > 0 ? inner : [column];
  });
}

/** Of an object, or of the objects that it may be. */
function propertiesOf(schema: Schema, resolve: Resolve): Readonly<Record<string, Schema>> {
  const { properties, anyOf = [], oneOf = [] } = resolve(schema) ?? {};
  const members = [...anyOf, ...oneOf].map((one) => propertiesOf(one, resolve));
  return Object.assign({}, properties, ...members) as Readonly<Record<string, Schema>>;
}

/** The value under `total.amount`; empty where there is none, JSON where it is a list. */
export function textAt(item: unknown, column: string): string {
  let value = item;
  for (const name of column.split('.')) {
    value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  }
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string);
}

/** A line of CSV (RFC 4180); a text that a spreadsheet would run gets an apostrophe. */
export const csvLine = (values: readonly string[], separator: string): string =>
  `${values.map((text) => cell(text, separator)).join(separator)}\r\n`;

function cell(text: string, separator: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text;
  const isPlain = !/["\r\n]/.test(safe) && !safe.includes(separator);
  return isPlain ? safe : `"${safe.replaceAll('"', '""')}"`;
}
