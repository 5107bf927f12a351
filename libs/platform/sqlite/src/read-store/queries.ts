import {
  checkFind,
  checkSum,
  cursorOf,
  fieldType,
  placeOf,
  type CollectionSpec,
  type FindPage,
  type FindQuery,
  type PagePlace,
  type SumQuery,
  type SumRow,
} from '@tamani/ports';
import { prepareRows, type Database, type Statement } from '../database/database.js';
import { columnValue, scalarOf, type ColumnValue } from './column-value.js';
import {
  columnOf,
  DOCUMENT_COLUMNS,
  documentOf,
  tableOf,
  type DocumentRow,
} from './collection-table.js';
import { allOf, whereSql, type Sql } from './conditions.js';

/** Prepared statements kept: the shapes of the queries of the code, not of their values. */
const MAX_STATEMENTS = 500;

/** Answers queries. All SQL is built of checked names; values are always parameters. */
export class Queries {
  private readonly statements = new Map<string, Statement>();

  constructor(private readonly db: Database) {}

  find(spec: CollectionSpec, query: FindQuery): FindPage {
    const { where, sort, limit, cursor } = query;
    checkFind(spec, query);
    const from = cursor === undefined ? [] : [afterSql(spec, sort, placeOf(spec, query, cursor))];
    const condition = allOf([whereSql(spec, where), ...from]);
    const rows = this.rows(
      `SELECT ${DOCUMENT_COLUMNS}, ${sort ? columnOf(sort.field) : 'NULL'} ` +
        `FROM ${tableOf(spec.name)} WHERE ${condition.text} ${orderSql(sort)} LIMIT ?`,
      [...condition.values, limit + 1],
    );
    const page = rows.slice(0, limit);
    const documents = page.map((row) => documentOf(spec.name, row as unknown as DocumentRow));
    const last = page.at(-1);
    if (rows.length <= limit || !last) return { documents, nextCursor: null };
    const value = sort ? scalarOf(last[4], fieldType(spec, sort.field)) : null;
    return { documents, nextCursor: cursorOf(spec, query, { key: last[0] as string, value }) };
  }

  sum(spec: CollectionSpec, query: SumQuery): readonly SumRow[] {
    checkSum(spec, query);
    const { where, groupBy, sums } = query;
    const types = groupBy.map((field) => fieldType(spec, field));
    const condition = whereSql(spec, where);
    const rows = this.rows(sumSql(spec.name, { groupBy, sums }, condition), condition.values);
    const count = groupBy.length + sums.length;
    return rows.map((row) => ({
      group: Object.fromEntries(
        groupBy.map((field, at) => [field, scalarOf(row[at], types[at] ?? 'text')]),
      ),
      sums: Object.fromEntries(
        sums.map((field, at) => [field, row[groupBy.length + at] as bigint]),
      ),
      count: Number(row[count]),
    }));
  }

  /** Drops prepared statements: a table has changed. */
  forget(): void {
    this.statements.clear();
  }

  private rows(sql: string, values: readonly ColumnValue[]): readonly (readonly unknown[])[] {
    let statement = this.statements.get(sql);
    if (!statement) {
      if (this.statements.size >= MAX_STATEMENTS) this.statements.clear();
      statement = prepareRows(this.db, sql);
      // Sums and positions may be above 2^53.
      statement.setReadBigInts(true);
      this.statements.set(sql, statement);
    }
    return statement.all(...values) as unknown as readonly unknown[][];
  }
}

/** Nulls come first upwards and last downwards, as SQLite and MongoDB both have it. */
function orderSql(sort: FindQuery['sort']): string {
  if (!sort) return 'ORDER BY key';
  const direction = sort.direction === 'desc' ? 'DESC' : 'ASC';
  return `ORDER BY ${columnOf(sort.field)} ${direction}, key ${direction}`;
}

/** What comes after a place in that order. Row values, because an index is used for them. */
function afterSql(
  spec: CollectionSpec,
  sort: FindQuery['sort'],
  { key, ...place }: PagePlace,
): Sql {
  if (!sort) return { text: 'key > ?', values: [key] };
  const column = columnOf(sort.field);
  const value = columnValue(spec, sort.field, place.value);
  if (sort.direction === 'asc')
    return value === null
      ? { text: `(${column} IS NOT NULL OR key > ?)`, values: [key] }
      : { text: `(${column}, key) > (?, ?)`, values: [value, key] };
  return value === null
    ? { text: `(${column} IS NULL AND key < ?)`, values: [key] }
    : { text: `((${column}, key) < (?, ?) OR ${column} IS NULL)`, values: [value, key] };
}

function sumSql(
  collection: string,
  { groupBy, sums }: Pick<SumQuery, 'groupBy' | 'sums'>,
  condition: Sql,
): string {
  const columns = groupBy.map(columnOf);
  const totals = sums.map((field) => `coalesce(sum(${columnOf(field)}), 0)`);
  const group = columns.length > 0 ? `GROUP BY ${columns.join(', ')}` : '';
  const order = columns.length > 0 ? `ORDER BY ${columns.join(', ')}` : '';
  // HAVING, because a total without a group would give a row even without documents.
  return (
    `SELECT ${[...columns, ...totals, 'count(*)'].join(', ')} FROM ${tableOf(collection)} ` +
    `WHERE ${condition.text} ${group} HAVING count(*) > 0 ${order}`
  );
}
