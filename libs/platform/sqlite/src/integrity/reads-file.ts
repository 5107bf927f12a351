import type { CollectionSpec, JsonObject } from '@tamani/ports';
import { prepareRows, type Database } from '../database/database.js';
import {
  columnOf,
  documentOf,
  DOCUMENT_COLUMNS,
  tableOf,
  type DocumentRow,
} from '../read-store/collection-table.js';
import { Collections } from '../read-store/collections.js';
import { checkColumns } from '../read-store/columns/column-check.js';
import { columnValue } from '../read-store/column-value.js';
import { READ_STORE_SCHEMA, READ_STORE_SCHEMA_VERSION } from '../read-store/schema.js';
import { inspected, type Damage, type Inspection, type Progress } from './inspect.js';

/** Looks at every document of a file: its checksum, and its columns beside it. */
export function verifyReadsFile(
  file: string,
  progress: Progress = () => undefined,
): readonly Damage[] {
  const options = {
    file,
    synchronous: 'normal',
    schemaVersion: READ_STORE_SCHEMA_VERSION,
    schema: READ_STORE_SCHEMA,
  } as const;
  return inspected(options, progress, {
    tables: (fresh, db) => {
      fresh.exec(READ_STORE_SCHEMA);
      const collections = new Collections(fresh);
      for (const spec of specsOf(db)) collections.ensure(spec);
    },
    look: checkDocuments,
  });
}

function specsOf(db: Database): readonly CollectionSpec[] {
  const rows = prepareRows(db, 'SELECT name, spec FROM collections').all();
  return (rows as unknown as [string, string][]).map(([name, text]) => {
    const spec = JSON.parse(text) as CollectionSpec;
    if (spec.name !== name) throw new Error(`the collection ${name} is declared as ${spec.name}`);
    return spec;
  });
}

function checkDocuments(inspection: Inspection): void {
  const { db, progress } = inspection;
  const specs = specsOf(db);
  const countOf = ({ name }: CollectionSpec): number =>
    (prepareRows(db, `SELECT count(*) FROM ${tableOf(name)}`).get() as unknown as [number])[0];
  const total = specs.reduce((sum, spec) => sum + countOf(spec), 0);
  let done = 0;
  for (const spec of specs) {
    checkCollection(inspection, spec);
    done += countOf(spec);
    progress(done, total);
  }
}

function checkCollection({ db, found }: Inspection, spec: CollectionSpec): void {
  if (spec.columns) return checkColumns(db, spec, found);
  const fields = Object.keys(spec.fields);
  const columns = [DOCUMENT_COLUMNS, ...fields.map(columnOf)].join(', ');
  const select = prepareRows(db, `SELECT ${columns} FROM ${tableOf(spec.name)}`);
  select.setReadBigInts(true);
  for (const row of select.iterate() as unknown as Iterable<unknown[]>) {
    try {
      const { key, doc } = documentOf(spec.name, row as unknown as DocumentRow);
      const wrong = fields.filter((field, at) => !isColumnOf(spec, { doc, field }, row[4 + at]));
      if (wrong.length > 0) found(`${spec.name}/${key}: columns ${wrong.join(', ')}`);
    } catch (error) {
      found((error as Error).message);
    }
  }
}

function isColumnOf(
  spec: CollectionSpec,
  { doc, field }: { readonly doc: JsonObject; readonly field: string },
  stored: unknown,
): boolean {
  const value = columnValue(spec, field, doc[field]);
  return typeof value === 'number' ? stored === BigInt(value) : stored === value;
}
