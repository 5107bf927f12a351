import {
  checkedText,
  checkKey,
  documentOfText,
  documentText,
  StaleWrite,
  StoreCorrupt,
  type CollectionSpec,
  type DocumentWrite,
  type StoredDocument,
} from '@tamani/ports';
import { crc32 } from 'node:zlib';
import { prepareRows, type Database, type Statement } from '../database/database.js';
import { columnValue } from './column-value.js';

/** The table of a collection and the column of a field, ready for SQL (names are checked). */
export const tableOf = (collection: string): string => `docs_${collection}`;
export const columnOf = (field: string): string => `f_${field}`;

export type DocumentRow = readonly [key: string, position: bigint, checksum: bigint, doc: string];
/** What each query for documents selects first. */
export const DOCUMENT_COLUMNS = 'key, position, checksum, doc';

/** The documents of one collection: the JSON text beside a column for each declared field. */
export class CollectionTable {
  private readonly fields: readonly string[];
  private readonly selectKeys: Statement;
  private readonly insert: Statement;
  private readonly update: Statement;

  constructor(
    db: Database,
    readonly spec: CollectionSpec,
  ) {
    const table = tableOf(spec.name);
    this.fields = Object.keys(spec.fields);
    this.selectKeys = prepareRows(
      db,
      `SELECT ${DOCUMENT_COLUMNS} FROM ${table} WHERE key IN (SELECT value FROM json_each(?))`,
    );
    this.selectKeys.setReadBigInts(true);
    const columns = ['key', 'position', 'checksum', 'doc', ...this.fields.map(columnOf)];
    this.insert = db.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) ` +
        `VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (key) DO NOTHING`,
    );
    const assigned = columns.slice(1).map((column) => `${column} = ?`);
    this.update = db.prepare(
      `UPDATE ${table} SET ${assigned.join(', ')} WHERE key = ? AND position = ?`,
    );
  }

  load(keys: readonly string[]): ReadonlyMap<string, StoredDocument> {
    const rows = this.selectKeys.all(JSON.stringify(keys)) as unknown as DocumentRow[];
    return new Map(rows.map((row) => [row[0], documentOf(this.spec.name, row)]));
  }

  /** Writes one document inside the caller's transaction. Throws StaleWrite. */
  write({ key, doc, position, expected }: DocumentWrite): void {
    checkKey(this.spec.name, key);
    const fields = this.fields.map((field) => columnValue(this.spec, field, doc[field]));
    const text = documentText(this.spec.name, doc);
    const sum = checksumOf(this.spec.name, { key, position, text });
    const values = [position, sum, text, ...fields];
    const { changes } =
      expected === undefined
        ? this.insert.run(key, ...values)
        : this.update.run(...values, key, expected);
    if (Number(changes) === 1) return;
    throw new StaleWrite(
      `${this.spec.name}/${key}: is not at ${expected ?? 'its beginning'} any more`,
    );
  }
}

const checksumOf = (collection: string, of: Parameters<typeof checkedText>[1]): number =>
  crc32(checkedText(collection, of));

/** A document of a row, its checksum verified: altered bytes are never served. */
export function documentOf(
  collection: string,
  [key, position, checksum, text]: DocumentRow,
): StoredDocument {
  if (BigInt(checksumOf(collection, { key, position, text })) !== checksum)
    throw new StoreCorrupt(`${collection}/${key} does not have its checksum`);
  return { key, position, doc: documentOfText(collection, key, text) };
}
