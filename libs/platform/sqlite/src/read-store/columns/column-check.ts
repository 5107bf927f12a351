import type { CollectionSpec } from '@tamani/ports';
import { prepareRows, type Database } from '../../database/database.js';
import { columnOf, tableOf } from '../collection-table.js';
import { entryOf, type CellValue } from './cells.js';
import {
  ColumnTable,
  indexedFields,
  momentOf,
  storedMembers,
  type StoredRow,
} from './column-table.js';
import { entriesTable, mergedTable } from './entries.js';
import { blockOf, blocksTable } from './time-blocks.js';

/**
 * Looks at every document of a collection in columns: its cells by its checksum, and what finds
 * it beside them: the entries of its values as far as they are merged, and its block of time.
 */
export function checkColumns(
  db: Database,
  spec: CollectionSpec,
  found: (what: string) => void,
): void {
  const table = new ColumnTable(db, spec);
  const beside = [entriesCheck(db, spec), blocksCheck(db, spec)];
  const columns = ['position', 'checksum', ...storedMembers(spec).map(([name]) => columnOf(name))];
  const rows = prepareRows(db, `SELECT ${columns.join(', ')} FROM ${tableOf(spec.name)}`);
  let count = 0;
  for (const row of rows.iterate() as unknown as Iterable<StoredRow>) {
    count += 1;
    try {
      table.documentOf(row);
      for (const problem of beside.flatMap(({ of }) => of(row)))
        found(`${spec.name}/${row[0]}: ${problem}`);
    } catch (error) {
      found((error as Error).message);
    }
  }
  for (const problem of beside.flatMap(({ end }) => end(count))) found(`${spec.name}: ${problem}`);
}

interface Beside {
  /** What is wrong beside a row. */
  of(row: StoredRow): readonly string[];
  /** What is wrong in all, with so many rows. */
  end(rows: number): readonly string[];
}

const cellAt = (spec: CollectionSpec, row: StoredRow, field: string): CellValue =>
  row[2 + storedMembers(spec).findIndex(([name]) => name === field)] as CellValue;

function entriesCheck(db: Database, spec: CollectionSpec): Beside {
  const fields = indexedFields(spec);
  const [merged] = prepareRows(db, `SELECT up_to FROM ${mergedTable(spec.name)}`).get() as [number];
  const entries = entriesTable(spec.name);
  const isThere = prepareRows(
    db,
    `SELECT 1 FROM ${entries} WHERE field = ? AND value = ? AND position = ?`,
  );
  let expected = 0;
  return {
    of(row) {
      const [position] = row;
      if (position > merged) return [];
      expected += fields.length;
      return fields
        .filter((field, at) => !isThere.get(at, entryOf(cellAt(spec, row, field)), position))
        .map((field) => `no entry of ${field}`);
    },
    end() {
      const [count] = prepareRows(
        db,
        `SELECT count(*) FROM ${entries} WHERE position <= ${merged}`,
      ).get() as [number];
      return count === expected ? [] : [`${count} entries of ${expected}`];
    },
  };
}

function blocksCheck(db: Database, spec: CollectionSpec): Beside {
  const moment = momentOf(spec);
  const select = prepareRows(db, `SELECT low, high FROM ${blocksTable(spec.name)} WHERE block = ?`);
  return {
    of(row) {
      if (moment === undefined) return [];
      const ms = Number(cellAt(spec, row, moment));
      const block = select.get(blockOf(row[0])) as [number, number] | undefined;
      return block && block[0] <= ms && ms <= block[1] ? [] : ['its moment is not in its block'];
    },
    end: () => [],
  };
}
