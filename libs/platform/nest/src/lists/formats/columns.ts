import { csvRows, csvText, type Separator } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import { z } from 'zod';

/** A column of a list in CSV. */
export interface Column {
  /** `total.amount`. */
  readonly name: string;
  readonly path: readonly string[];
  /** Of an array: how many there are, or what they are. */
  readonly of?: 'count' | 'values';
}

/** Between the values of one cell: `roles` of an actor. */
const VALUE_SEPARATOR = '|';

/** The first line of a CSV, also of an empty one. */
export const csvHead = (item: z.ZodType, separator?: Separator): string =>
  csvText([columnsOf(item).map(({ name }) => name)], separator);

/** The lines of rows, one for each. */
export function csvLines(
  item: z.ZodType,
  rows: readonly JsonObject[],
  separator?: Separator,
): string {
  const columns = columnsOf(item);
  const cells = rows.map((row) => columns.map((column) => cellOf(row, column)));
  return csvRows(cells, separator);
}

const known = new WeakMap<z.ZodType, readonly Column[]>();

/**
 * The columns of a row's schema, in its order, whatever the rows hold. An object's fields are
 * columns of their own (`total.amount`), a list of values is one cell (`a|b`), a list of objects
 * is its number (`lines.count`). What has no fixed shape (the data of an event) is left out.
 */
export function columnsOf(item: z.ZodType): readonly Column[] {
  const cached = known.get(item);
  if (cached) return cached;
  const root = z.toJSONSchema(item, { io: 'input', unrepresentable: 'any' }) as Json;
  const columns = columnsAt(root, [], root.$defs ?? {});
  known.set(item, columns);
  return columns;
}

/** The part of JSON Schema that zod makes. */
interface Json {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Json>>;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Json;
  readonly properties?: Readonly<Record<string, Json>>;
}
type Definitions = Readonly<Record<string, Json>>;

function columnsAt(schema: Json, path: readonly string[], defs: Definitions): readonly Column[] {
  const branches = branchesOf(schema, defs);
  const fields = branches.flatMap(({ properties = {} }) => Object.entries(properties));
  if (fields.length > 0)
    return unique(fields.flatMap(([k, s]) => columnsAt(s, [...path, k], defs)));
  const name = path.join('.');
  const items = branches.find(({ type }) => type === 'array')?.items;
  if (items) {
    const isValue = branchesOf(items, defs).every(isScalar);
    return [isValue ? { name, path, of: 'values' } : { name: `${name}.count`, path, of: 'count' }];
  }
  return branches.some(isScalar) ? [{ name, path }] : [];
}

/** The schema itself, or what it can be instead of null. */
function branchesOf(schema: Json, defs: Definitions): readonly Json[] {
  const { $ref, anyOf, oneOf } = schema;
  if ($ref !== undefined) return branchesOf(defs[$ref.replace('#/$defs/', '')] ?? {}, defs);
  const parts = anyOf ?? oneOf;
  if (parts) return parts.flatMap((part) => branchesOf(part, defs));
  return schema.type === 'null' ? [] : [schema];
}

const isScalar = (schema: Json): boolean =>
  schema.enum !== undefined ||
  schema.const !== undefined ||
  (schema.type !== undefined && schema.type !== 'object' && schema.type !== 'array');

const unique = (columns: readonly Column[]): readonly Column[] => [
  ...new Map(columns.map((column) => [column.name, column])).values(),
];

function cellOf(row: JsonObject, { path, of }: Column): string {
  let value: unknown = row;
  for (const name of path) value = (value as JsonObject | null | undefined)?.[name];
  if (value === null || value === undefined) return '';
  if (!Array.isArray(value)) return typeof value === 'object' ? '' : String(value);
  return of === 'count' ? String(value.length) : value.map(String).join(VALUE_SEPARATOR);
}
