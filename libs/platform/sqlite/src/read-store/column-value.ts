import { fieldValue, type CollectionSpec, type FieldType, type Scalar } from '@tamani/ports';

/** What a column holds: booleans are 0 and 1 in SQLite. */
export type ColumnValue = string | number | null;

/** The column's value of a document's field. Throws StoreMisuse of a value of another type. */
export function columnValue(spec: CollectionSpec, field: string, value: unknown): ColumnValue {
  const scalar = fieldValue(spec, field, value);
  return typeof scalar === 'boolean' ? Number(scalar) : scalar;
}

/** The way back from a column. */
export function scalarOf(value: unknown, type: FieldType): Scalar {
  if (value === null) return null;
  if (type === 'text') return value as string;
  return type === 'boolean' ? Number(value) === 1 : Number(value);
}
