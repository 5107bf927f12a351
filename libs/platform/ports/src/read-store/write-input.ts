import { isStorable } from '../input/text.js';
import type { JsonObject, WriteBatch } from '../read-store.port.js';
import { StoreCorrupt, StoreMisuse } from '../store-errors.js';

const MAX_WRITES = 10_000;
const MAX_KEYS = 10_000;

export function checkBatch({ writes }: WriteBatch): void {
  if (writes.length > MAX_WRITES) throw new StoreMisuse(`${writes.length} writes in one batch`);
}

export function checkKeys(keys: readonly string[]): void {
  if (keys.length > MAX_KEYS) throw new StoreMisuse(`${keys.length} keys in one load`);
}

export function checkKey(collection: string, key: string): void {
  if (key === '' || !isStorable(key)) throw new StoreMisuse(`${collection}: no key: ${key}`);
}

/** The JSON text of a document, as it is stored. */
export function documentText(collection: string, doc: JsonObject): string {
  try {
    return JSON.stringify(doc);
  } catch (error) {
    throw new StoreMisuse(`${collection}: a document that is no JSON: ${String(error)}`);
  }
}

/** What the checksum of a stored document is over: what is served of it, and its place. */
export const checkedText = (
  collection: string,
  {
    key,
    position,
    text,
  }: { readonly key: string; readonly position: bigint; readonly text: string },
): string => `${collection}\n${key}\n${position}\n${text}`;

/** The document of a stored text. Throws StoreCorrupt. */
export function documentOfText(collection: string, key: string, text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    throw new StoreCorrupt(`${collection}/${key} is no JSON any more: rebuild the collection`);
  }
}

/** Refuses a lease without a name or an owner: the owner '' marks a free lease. */
export function checkLease(name: string, owner: string): void {
  if (name === '' || owner === '') throw new StoreMisuse('a lease has a name and an owner');
}

export function checkTtl(ttlMs: number): void {
  if (!Number.isSafeInteger(ttlMs) || ttlMs <= 0)
    throw new StoreMisuse(`a lease lasts a whole number of milliseconds above 0: ${ttlMs}`);
}
