import { StoreLocked } from '@tamani/ports';
import { prepareRows, type Database, type DatabaseOptions } from '../database/database.js';
import { openFile } from '../database/open-file.js';
import { closeFile } from '../database/file-lock.js';
import { DatabaseSync } from '@photostructure/sqlite';

/** Something in a file that is not as it was written. */
export interface Damage {
  readonly file: string;
  readonly what: string;
}

/** Told now and then how much has been looked at. */
export type Progress = (done: number, total: number) => void;

export interface Inspection {
  readonly db: Database;
  readonly progress: Progress;
  found(what: string): void;
}

/** Damages of one file beyond which nothing more is learned. */
const MOST = 100;

/**
 * Claims a file and looks at it: SQLite's own check of its pages and indexes, its tables as this
 * version makes them, then what `look` finds. What cannot be read is a damage. Throws StoreLocked.
 */
export function inspected(
  options: DatabaseOptions,
  progress: Progress,
  of: {
    /** Makes the tables that the file should have, in an empty database. */
    readonly tables: (fresh: Database, db: Database) => void;
    readonly look: (inspection: Inspection) => void;
  },
): readonly Damage[] {
  const { file } = options;
  const damages: Damage[] = [];
  const found = (what: string): void => {
    if (damages.length < MOST) damages.push({ file, what });
  };
  try {
    openFile(options, (db, lock) => {
      try {
        for (const what of pagesOf(db)) found(what);
        for (const what of schemaDifferences(db, of.tables)) found(what);
        of.look({ db, progress, found });
      } finally {
        closeFile(db, lock);
      }
    });
  } catch (error) {
    if (error instanceof StoreLocked) throw error;
    found(`cannot be read: ${String(error)}`);
  }
  return damages;
}

function pagesOf(db: Database): readonly string[] {
  const rows = prepareRows(db, `PRAGMA integrity_check(${MOST})`).all() as unknown as [string][];
  return rows.map(([what]) => what).filter((what) => what !== 'ok');
}

/** A flipped bit in the text of a table's declaration changes what later writes store. */
function schemaDifferences(
  db: Database,
  tables: (fresh: Database, db: Database) => void,
): readonly string[] {
  const fresh = new DatabaseSync(':memory:');
  try {
    tables(fresh, db);
    const [expected, there] = [declarationsOf(fresh), declarationsOf(db)];
    const wrong = [...there].filter((one) => !expected.has(one));
    const missing = [...expected].filter((one) => !there.has(one));
    return [
      ...wrong.map((one) => `not a declaration of this version: ${one}`),
      ...missing.map((one) => `a declaration is missing: ${one}`),
    ];
  } finally {
    fresh.close();
  }
}

function declarationsOf(db: Database): ReadonlySet<string> {
  const select = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema";
  const rows = prepareRows(db, select).all() as unknown as string[][];
  return new Set(
    rows
      .filter(([, name = '']) => !name.startsWith('sqlite_stat'))
      .map((row) => row.join(' ').replaceAll(/\s+/g, ' ')),
  );
}
