import {
  checkCollectionName,
  checkSameFields,
  checkSpec,
  StoreMisuse,
  type CollectionSpec,
} from '@tamani/ports';
import { prepareRows, type Database, type Statement } from '../database/database.js';
import { ColumnTable, columnTables, dropColumnTables } from './columns/column-table.js';
import { CollectionTable, columnOf, tableOf } from './collection-table.js';

const COLUMN_TYPES = { text: 'TEXT', integer: 'INTEGER', boolean: 'INTEGER' } as const;

/** The collections of a file: their tables, indexes and prepared statements. */
export class Collections {
  private readonly tables = new Map<string, CollectionTable | ColumnTable>();
  private readonly selectNames: Statement;
  private readonly selectSpec: Statement;

  constructor(
    private readonly db: Database,
    private readonly mergeAt?: number,
  ) {
    this.selectNames = prepareRows(db, 'SELECT name FROM collections ORDER BY name');
    this.selectSpec = prepareRows(db, 'SELECT spec FROM collections WHERE name = ?');
  }

  names(): readonly string[] {
    return (this.selectNames.all() as unknown as [string][]).map(([name]) => name);
  }

  /** The table of a collection. Throws StoreMisuse when it has not been made. */
  table(name: string): CollectionTable | ColumnTable {
    const known = this.tables.get(name);
    if (known) return known;
    const spec = this.stored(name);
    if (!spec) throw new StoreMisuse(`no collection ${name}: ensure it first`);
    const table = spec.columns
      ? new ColumnTable(this.db, spec, this.mergeAt)
      : new CollectionTable(this.db, spec);
    this.tables.set(name, table);
    return table;
  }

  /** Makes the table, or brings its indexes up to date; inside the caller's transaction. */
  ensure(spec: CollectionSpec): void {
    checkSpec(spec);
    const stored = this.stored(spec.name);
    if (stored) checkSameFields(stored, spec);
    else this.create(spec);
    if (!spec.columns) this.indexes(spec, stored?.indexes ?? []);
    const { name, fields, indexes, columns } = spec;
    this.db
      .prepare(
        'INSERT INTO collections VALUES (?, ?) ON CONFLICT DO UPDATE SET spec = excluded.spec',
      )
      .run(name, JSON.stringify({ name, fields, indexes, columns }));
    this.tables.delete(name);
  }

  /** Drops the table; inside the caller's transaction. */
  drop(name: string): void {
    checkCollectionName(name);
    this.tables.delete(name);
    this.db.exec(`DROP TABLE IF EXISTS ${tableOf(name)}; ${dropColumnTables(name)}`);
    this.db.prepare('DELETE FROM collections WHERE name = ?').run(name);
  }

  /** At the end of a transaction: what goes along with the rows of columns. */
  seal(): void {
    for (const table of this.tables.values()) if (table instanceof ColumnTable) table.seal();
  }

  rolledBack(): void {
    for (const table of this.tables.values()) if (table instanceof ColumnTable) table.rolledBack();
  }

  private stored(name: string): CollectionSpec | undefined {
    const row = this.selectSpec.get(name) as [string] | undefined;
    return row && (JSON.parse(row[0]) as CollectionSpec);
  }

  private create(spec: CollectionSpec): void {
    const { name, fields } = spec;
    if (spec.columns) return this.db.exec(columnTables(spec));
    const columns = Object.entries(fields).map(
      ([field, type]) => `, ${columnOf(field)} ${COLUMN_TYPES[type]}`,
    );
    this.db.exec(
      `CREATE TABLE ${tableOf(name)} (key TEXT NOT NULL PRIMARY KEY, ` +
        `position INTEGER NOT NULL, checksum INTEGER NOT NULL, doc TEXT NOT NULL${columns.join('')})`,
    );
  }

  /** The key is the last column of each index: pages sorted by a field then come in its order. */
  private indexes({ name, indexes }: CollectionSpec, before: CollectionSpec['indexes']): void {
    const wanted = new Set(indexes.map((index) => indexName(name, index)));
    for (const index of before)
      if (!wanted.has(indexName(name, index))) this.db.exec(`DROP INDEX ${indexName(name, index)}`);
    for (const index of indexes)
      this.db.exec(
        `CREATE INDEX IF NOT EXISTS ${indexName(name, index)} ` +
          `ON ${tableOf(name)} (${[...index.map(columnOf), 'key'].join(', ')})`,
      );
  }
}

const indexName = (collection: string, index: readonly string[]): string =>
  `index_${collection}__${index.join('__')}`;
