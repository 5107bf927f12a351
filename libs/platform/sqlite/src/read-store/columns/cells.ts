import { StoreMisuse, type ColumnKind } from '@tamani/ports';
import type { Words } from './words.js';

/** What a cell holds. */
export type CellValue = number | string | Uint8Array;
/** What is read of a cell. */
type StoredCell = number | bigint | string | Uint8Array;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Bits of the beginning of an id, by which it is found; ids that begin alike are compared. */
const ID_BITS = 45;
const ID_BYTES = 6;

/** A value of a document as its cell; a new word is kept. */
export function cellOf(kind: ColumnKind, value: unknown, words: Words): CellValue {
  if (kind === 'word') return words.idOf(JSON.stringify(value));
  if (kind === 'id' && typeof value === 'string') return idCell(value);
  if (kind === 'moment' && typeof value === 'string') return momentCell(value);
  if (kind === 'integer' && Number.isSafeInteger(value)) return value as number;
  throw new StoreMisuse(`no ${kind}: ${JSON.stringify(value)}`);
}

/** The value of a cell. */
export function valueOf(kind: ColumnKind, cell: StoredCell, words: Words): unknown {
  if (kind === 'word') return JSON.parse(words.textOf(Number(cell))) as unknown;
  if (kind === 'moment') return new Date(Number(cell)).toISOString();
  if (kind === 'id') return typeof cell === 'string' ? cell : uuidOf(cell as Uint8Array);
  return Number(cell);
}

/** A UUID as its 16 bytes, any other id as it is. */
export const idCell = (id: string): string | Uint8Array =>
  UUID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id;

/** Milliseconds; only of texts that are found again in them. */
export function momentCell(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== text)
    throw new StoreMisuse(`no moment in UTC with milliseconds: ${text}`);
  return ms;
}

/** By which number a cell of a word or an id is in the index. */
export function entryOf(cell: StoredCell): number {
  if (typeof cell === 'number' || typeof cell === 'bigint') return Number(cell);
  const bytes = typeof cell === 'string' ? Buffer.alloc(ID_BYTES, cell || '\0') : Buffer.from(cell);
  return Math.floor(bytes.readUIntBE(0, ID_BYTES) / 2 ** (8 * ID_BYTES - ID_BITS));
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join('-');
}
