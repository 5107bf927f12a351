import {
  columnKey,
  StaleWrite,
  StoreCorrupt,
  StoreMisuse,
  type CollectionSpec,
  type ColumnKind,
  type DocumentWrite,
  type FindPage,
  type FindQuery,
  type JsonObject,
  type StoredDocument,
} from '@tamani/ports';
import { crc32 } from 'node:zlib';
import { prepareRows, type Database, type Statement } from '../../database/database.js';
import { columnOf, tableOf } from '../collection-table.js';
import { cellOf, momentCell, valueOf } from './cells.js';
import { ColumnQueries } from './column-queries.js';
import { blocksTable, TimeBlocks } from './time-blocks.js';
import { Entries, entriesTable, mergedTable } from './entries.js';
import { Words, wordsTable } from './words.js';

export type StoredRow = readonly [
  position: number,
  checksum: number,
  ...cells: (number | string | Uint8Array)[],
];

/** A collection whose documents are written once, as cells of narrow columns, without a text. */
export class ColumnTable {
  private readonly members: readonly (readonly [string, ColumnKind])[];
  private readonly moment: string | undefined;
  private readonly words: Words;
  private readonly entries: Entries;
  private readonly blocks: TimeBlocks;
  private readonly queries: ColumnQueries;
  private readonly select: Statement;
  private readonly insert: Statement;
  private readonly selectHead: Statement;
  /** Rows of the open transaction, and the last position, where it is known. */
  private added = 0;
  private head: number | undefined;

  constructor(
    db: Database,
    readonly spec: CollectionSpec,
    mergeAt?: number,
  ) {
    const { name } = spec;
    this.members = storedMembers(spec);
    this.moment = momentOf(spec);
    this.words = new Words(db, name);
    this.entries = new Entries(db, name, { fields: indexedFields(spec), mergeAt });
    this.blocks = new TimeBlocks(db, name);
    const columns = ['position', 'checksum', ...this.members.map(([member]) => columnOf(member))];
    const { words, entries, blocks } = this;
    this.queries = new ColumnQueries(db, { spec, columns, words, entries, blocks });
    const table = tableOf(name);
    this.select = prepareRows(
      db,
      `SELECT ${columns.join(', ')} FROM ${table} ` +
        'WHERE position IN (SELECT value FROM json_each(?))',
    );
    this.insert = db.prepare(
      `INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
    );
    this.selectHead = prepareRows(db, `SELECT coalesce(max(position), 0) FROM ${table}`);
  }

  load(keys: readonly string[]): ReadonlyMap<string, StoredDocument> {
    const rows = this.select.all(JSON.stringify(keys.map(Number))) as unknown as StoredRow[];
    return new Map(rows.map((row) => this.documentOf(row)).map((one) => [one.key, one]));
  }

  find(query: FindQuery): FindPage {
    return this.queries.find(query, (row) => this.documentOf(row as unknown as StoredRow));
  }

  /** Writes one document inside the caller's transaction. Throws StaleWrite. */
  write({ key, doc, position, expected }: DocumentWrite): void {
    const { name } = this.spec;
    if (expected !== undefined || key !== columnKey(position))
      throw new StoreMisuse(`${name}/${key}: documents in columns are written once, by position`);
    const values = this.members.map(([member]) => doc[member] ?? null);
    const cells = this.members.map(([, kind], at) => cellOf(kind, values[at], this.words));
    const row = Number(position);
    const { changes } = this.insert.run(row, checksumOf(name, row, values), ...cells);
    if (Number(changes) !== 1) throw new StaleWrite(`${name}/${key} is there already`);
    if (this.moment !== undefined) this.blocks.note(row, momentCell(String(doc[this.moment])));
    this.added += 1;
    this.head = Math.max(this.lastPosition(), row);
  }

  /** What goes along with the rows, at the end of the caller's transaction. */
  seal(): void {
    if (this.added === 0) return;
    this.blocks.write();
    this.entries.step(this.lastPosition(), this.added);
    this.added = 0;
  }

  rolledBack(): void {
    this.added = 0;
    this.head = undefined;
    for (const part of [this.words, this.entries, this.blocks]) part.forget();
  }

  /** A document of its cells, its checksum verified: altered bytes are never served. */
  documentOf([row, checksum, ...cells]: StoredRow): StoredDocument {
    const { name, columns = {} } = this.spec;
    const values = this.members.map(([, kind], at) =>
      valueOf(kind, cells[at] as number, this.words),
    );
    if (checksumOf(name, row, values) !== checksum)
      throw new StoreCorrupt(`${name}/${row} does not have its checksum`);
    const named = new Map(this.members.map(([member], at) => [member, values[at]]));
    const doc = Object.entries(columns).map(([member, kind]) => [
      member,
      kind === 'position' ? row : named.get(member),
    ]);
    const position = BigInt(row);
    return { key: columnKey(position), position, doc: Object.fromEntries(doc) as JsonObject };
  }

  private lastPosition(): number {
    this.head ??= (this.selectHead.get() as unknown as [number])[0];
    return this.head;
  }
}

const checksumOf = (collection: string, position: number, values: readonly unknown[]): number =>
  crc32(`${collection}\n${position}\n${JSON.stringify(values)}`);

/** What is kept of a document: all but its position. */
export const storedMembers = ({ columns = {} }: CollectionSpec) =>
  Object.entries(columns).filter(([, kind]) => kind !== 'position');

/** The member by which a window of time is found. */
export const momentOf = (spec: CollectionSpec): string | undefined =>
  storedMembers(spec).find(([, kind]) => kind === 'moment')?.[0];

/** Fields that are declared as an index of their own and have a number in it. */
export const indexedFields = ({ indexes, columns = {} }: CollectionSpec): readonly string[] =>
  indexes.flatMap(([field = '']) => (['word', 'id'].includes(columns[field] ?? '') ? [field] : []));

/** The tables of a collection in columns. */
export function columnTables(spec: CollectionSpec): string {
  const { name } = spec;
  // Without a type: a cell is kept as it is given.
  const cells = storedMembers(spec).map(([member]) => `, ${columnOf(member)} NOT NULL`);
  return `
    CREATE TABLE ${tableOf(name)} (
      position INTEGER PRIMARY KEY, checksum INTEGER NOT NULL${cells.join('')}
    );
    CREATE TABLE ${wordsTable(name)} (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
    CREATE TABLE ${entriesTable(name)} (
      field INTEGER NOT NULL, value INTEGER NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY (field, value, position)
    ) WITHOUT ROWID;
    CREATE TABLE ${mergedTable(name)} (
      one INTEGER PRIMARY KEY CHECK (one = 1), up_to INTEGER NOT NULL
    );
    INSERT INTO ${mergedTable(name)} VALUES (1, 0);
    CREATE TABLE ${blocksTable(name)} (
      block INTEGER PRIMARY KEY, low INTEGER NOT NULL, high INTEGER NOT NULL
    )`;
}

/** All of them are dropped together; those that are not there, too. */
export const dropColumnTables = (name: string): string =>
  [wordsTable, entriesTable, mergedTable, blocksTable]
    .map((table) => `DROP TABLE IF EXISTS ${table(name)}`)
    .join('; ');
