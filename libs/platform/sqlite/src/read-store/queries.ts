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

const EVERYTHING: Sql = { text: '1', values: [] };

/** Answers queries. All SQL is built of checked names; values are always parameters. */
export class Queries {
  private readonly statements = new Map<string, Statement>();

  constructor(private readonly db: Database) {}

  find(spec: CollectionSpec, query: FindQuery): FindPage {
    const { sort, limit, cursor } = query;
    checkFind(spec, query);
    const place = cursor === undefined ? undefined : placeOf(spec, query, cursor);
    const rows: (readonly unknown[])[] = [];
    for (const part of partsAfter(spec, sort, place)) {
      const left = limit + 1 - rows.length;
      if (left > 0) rows.push(...this.part(spec, query, { part, limit: left }));
    }
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

  private part(
    spec: CollectionSpec,
    { where, sort }: FindQuery,
    { part, limit }: { readonly part: Sql; readonly limit: number },
  ): readonly (readonly unknown[])[] {
    const condition = allOf([whereSql(spec, where), part]);
    return this.rows(
      `SELECT ${DOCUMENT_COLUMNS}, ${sort ? columnOf(sort.field) : 'NULL'} ` +
        `FROM ${tableOf(spec.name)} WHERE ${condition.text} ${orderSql(sort)} LIMIT ?`,
      [...condition.values, limit],
    );
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

/**
 * What comes after a place in that order, in parts that each are one range of an index: values and
 * nulls joined by "or" would be read from one end of the list for every page. Row values, because
 * an index is used for them.
 */
function partsAfter(
  spec: CollectionSpec,
  sort: FindQuery['sort'],
  place: PagePlace | undefined,
): readonly Sql[] {
  if (!place) return [EVERYTHING];
  if (!sort) return [{ text: 'key > ?', values: [place.key] }];
  const column = columnOf(sort.field);
  const value = columnValue(spec, sort.field, place.value);
  const [isAfter, last] =
    sort.direction === 'asc' ? ['>', `${column} IS NOT NULL`] : ['<', `${column} IS NULL`];
  const first =
    value === null
      ? { text: `${column} IS NULL AND key ${isAfter} ?`, values: [place.key] }
      : { text: `(${column}, key) ${isAfter} (?, ?)`, values: [value, place.key] };
  // Upwards nulls come before the values, downwards after them.
  const isLast = (value === null) === (sort.direction === 'desc');
  return isLast ? [first] : [first, { text: last, values: [] }];
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
