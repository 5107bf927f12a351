import type { CollectionSpec, FieldType, Scalar } from '../read-store.port.js';
import { StoreMisuse } from '../store-errors.js';

const COLLECTION = /^[a-z][a-z0-9_]{0,99}$/;
const FIELD = /^[A-Za-z][A-Za-z0-9_]{0,62}$/;

/** Refuses an invalid table: names go into queries, so they are checked, never escaped. */
export function checkSpec({ name, fields, indexes, columns }: CollectionSpec): void {
  checkCollectionName(name);
  const names = Object.keys(fields);
  for (const field of names)
    if (!FIELD.test(field)) throw new StoreMisuse(`${name}: no name of a field: ${field}`);
  // SQL compares the names of columns without regard to case.
  if (new Set(names.map((field) => field.toLowerCase())).size !== names.length)
    throw new StoreMisuse(`${name}: two fields differ in their case only: ${names.join(', ')}`);
  for (const index of indexes)
    if (index.length === 0 || index.some((field) => !Object.hasOwn(fields, field)))
      throw new StoreMisuse(`${name}: an index on fields not declared: ${index.join(', ')}`);
  if (columns) checkColumns({ name, fields }, columns);
}

function checkColumns(
  { name, fields }: Pick<CollectionSpec, 'name' | 'fields'>,
  columns: NonNullable<CollectionSpec['columns']>,
): void {
  for (const member of Object.keys(columns))
    if (!FIELD.test(member)) throw new StoreMisuse(`${name}: no name of a column: ${member}`);
  if (Object.values(columns).filter((kind) => kind === 'position').length !== 1)
    throw new StoreMisuse(`${name}: one column is the position`);
  for (const field of Object.keys(fields))
    if (!Object.hasOwn(columns, field)) throw new StoreMisuse(`${name}: ${field} has no column`);
}

/** The key of a document in columns: in the order of positions. */
export const columnKey = (position: bigint): string => String(position).padStart(16, '0');

export function checkCollectionName(name: string): void {
  if (!COLLECTION.test(name)) throw new StoreMisuse(`no name of a collection: ${name}`);
}

/** Refuses a declaration that is not the one stored under its name. */
export function checkSameFields(stored: CollectionSpec, spec: CollectionSpec): void {
  if (fieldsText(stored) === fieldsText(spec)) return;
  throw new StoreMisuse(`${spec.name} is there with other fields: give it a new version`);
}

const fieldsText = ({ fields, columns = {} }: CollectionSpec): string =>
  JSON.stringify([sorted(fields), sorted(columns)]);

const sorted = (members: object): readonly unknown[] =>
  Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1));

/** The type of a declared field. Throws StoreMisuse for any other field. */
export function fieldType({ name, fields }: CollectionSpec, field: string): FieldType {
  const type = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!type) throw new StoreMisuse(`${name} has no field ${field}: it cannot be asked for`);
  return type;
}

/**
 * The value of a declared field; null if it is absent. A value of another type is refused: an
 * engine would store it and sum or compare it as something else.
 */
export function fieldValue(spec: CollectionSpec, field: string, value: unknown): Scalar {
  const type = fieldType(spec, field);
  if (value === undefined || value === null) return null;
  if (isOfType(value, type)) return value as Scalar;
  throw new StoreMisuse(`${spec.name}.${field} is ${type}, not ${JSON.stringify(value)}`);
}

function isOfType(value: unknown, type: FieldType): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  return typeof value === (type === 'text' ? 'string' : 'boolean');
}
