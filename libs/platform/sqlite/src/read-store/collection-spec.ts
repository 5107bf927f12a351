import { StoreMisuse, type CollectionSpec, type FieldType, type Scalar } from '@tamani/ports';

const COLLECTION = /^[a-z][a-z0-9_]{0,99}$/;
const FIELD = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;

/** What a column holds: booleans are 0 and 1 in SQLite. */
export type ColumnValue = string | number | null;

/** Refuses what could not be a table: names go into SQL, so they are checked, never escaped. */
export function checkSpec({ name, fields, indexes }: CollectionSpec): void {
  checkCollectionName(name);
  const names = Object.keys(fields);
  for (const field of names)
    if (!FIELD.test(field)) throw new StoreMisuse(`${name}: no name of a field: ${field}`);
  // Columns are compared without regard to case.
  if (new Set(names.map((field) => field.toLowerCase())).size !== names.length)
    throw new StoreMisuse(`${name}: two fields differ in their case only: ${names.join(', ')}`);
  for (const index of indexes)
    if (index.length === 0 || index.some((field) => !Object.hasOwn(fields, field)))
      throw new StoreMisuse(`${name}: an index on fields not declared: ${index.join(', ')}`);
}

export function checkCollectionName(name: string): void {
  if (!COLLECTION.test(name)) throw new StoreMisuse(`no name of a collection: ${name}`);
}

/** The type of a declared field. Throws StoreMisuse of any other. */
export function fieldType({ name, fields }: CollectionSpec, field: string): FieldType {
  const type = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!type) throw new StoreMisuse(`${name} has no field ${field}: it cannot be asked for`);
  return type;
}

const isOfType = (value: unknown, type: FieldType): boolean =>
  type === 'integer'
    ? Number.isSafeInteger(value)
    : type === 'text'
      ? typeof value === 'string'
      : typeof value === 'boolean';

/**
 * The column's value of a document's field. A value of another type is refused: SQLite would
 * store it, and sum or compare it as something else.
 */
export function columnValue(spec: CollectionSpec, field: string, value: unknown): ColumnValue {
  const type = fieldType(spec, field);
  if (value === undefined || value === null) return null;
  if (!isOfType(value, type))
    throw new StoreMisuse(`${spec.name}.${field} is ${type}, not ${JSON.stringify(value)}`);
  return typeof value === 'boolean' ? Number(value) : (value as string | number);
}

/** The way back from a column. */
export function scalarOf(value: unknown, type: FieldType): Scalar {
  if (value === null) return null;
  if (type === 'text') return value as string;
  return type === 'boolean' ? Number(value) === 1 : Number(value);
}
