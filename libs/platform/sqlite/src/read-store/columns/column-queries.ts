import {
  checkFind,
  cursorOf,
  placeOf,
  StoreMisuse,
  type CollectionSpec,
  type Condition,
  type FindPage,
  type FindQuery,
  type StoredDocument,
} from '@tamani/ports';
import { prepareRows, type Database, type Statement } from '../../database/database.js';
import { columnOf, tableOf } from '../collection-table.js';
import { entryOf, idCell, momentCell, type CellValue } from './cells.js';
import { entriesTable, type Entries } from './entries.js';
import type { Range, TimeBlocks } from './time-blocks.js';
import type { Words } from './words.js';

export interface ColumnParts {
  readonly spec: CollectionSpec;
  /** What is selected: position first. */
  readonly columns: readonly string[];
  readonly words: Words;
  readonly entries: Entries;
  readonly blocks: TimeBlocks;
}

type Row = readonly [position: number, ...unknown[]];

/** What rows of a range must be like. */
interface Asked {
  readonly range: Range;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  readonly filters: readonly Filter[];
}

/** A column that has one of some cells, or lies between two. */
interface Filter {
  readonly field: string;
  readonly sql: string;
  readonly values: readonly CellValue[];
  /** Of an equality: its cells. */
  readonly cells?: readonly CellValue[];
}

const OPERATORS = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
const EVERYWHERE: Range = { from: 0, to: Number.MAX_SAFE_INTEGER };
const NOWHERE: Range = { from: 1, to: 0 };
/** With more values than this a scan is as good. */
const MAX_LOOKED_UP = 50;

/** Finds rows: by the entries of the most telling condition, and by a scan of what has none yet. */
export class ColumnQueries {
  private readonly statements = new Map<string, Statement>();

  constructor(
    private readonly db: Database,
    private readonly parts: ColumnParts,
  ) {}

  find(query: FindQuery, documentOf: (row: Row) => StoredDocument): FindPage {
    const { spec } = this.parts;
    checkFind(spec, query);
    const { where = [], sort, limit, cursor } = query;
    const direction = sort?.direction ?? 'asc';
    const place = cursor === undefined ? undefined : placeOf(spec, query, cursor);
    const after = place && Number(place.key);
    const range = this.rangeOf(where, direction, after);
    const filters = where.flatMap((condition) => this.filterOf(condition));
    const asked = { range, direction, limit: limit + 1, filters };
    const isNothing = range.from > range.to || filters.some(({ cells }) => cells?.length === 0);
    const rows = isNothing ? [] : this.rows(asked);
    const documents = rows.slice(0, limit).map(documentOf);
    const last = documents.at(-1);
    if (rows.length <= limit || !last) return { documents, nextCursor: null };
    const value = sort ? Number(last.position) : null;
    return { documents, nextCursor: cursorOf(spec, query, { key: last.key, value }) };
  }

  /** In the order that is asked for, from what is merged and from what is behind it. */
  private rows(asked: Asked): readonly Row[] {
    const driver = this.driverOf(asked.filters);
    if (!driver) return this.scanned(asked);
    const { merged } = this.parts.entries;
    const { from, to } = asked.range;
    const parts = [
      (limit: number) =>
        this.lookedUp({ ...asked, limit, range: { from, to: Math.min(to, merged) } }, driver),
      (limit: number) =>
        this.scanned({ ...asked, limit, range: { from: Math.max(from, merged + 1), to } }),
    ];
    if (asked.direction === 'desc') parts.reverse();
    const rows: Row[] = [];
    for (const part of parts) {
      if (rows.length < asked.limit) rows.push(...part(asked.limit - rows.length));
    }
    return rows;
  }

  private scanned({ range, direction, limit, filters }: Asked): readonly Row[] {
    const { spec, columns } = this.parts;
    const conditions = ['r.position BETWEEN ? AND ?', ...filters.map(({ sql }) => sql)];
    return this.all(
      `SELECT ${columns.join(', ')} FROM ${tableOf(spec.name)} r ` +
        `WHERE ${conditions.join(' AND ')} ORDER BY r.position ${direction} LIMIT ?`,
      [range.from, range.to, ...filters.flatMap(({ values }) => values), limit],
    );
  }

  /** Each value by itself, as its entries are in order; then together. */
  private lookedUp(asked: Asked, { field, cells = [] }: Filter): readonly Row[] {
    const { spec, columns, entries } = this.parts;
    const { range, direction, limit, filters } = asked;
    const sql =
      `SELECT ${columns.map((column) => `r.${column}`).join(', ')} ` +
      `FROM ${entriesTable(spec.name)} e CROSS JOIN ${tableOf(spec.name)} r ` +
      'ON r.position = e.position WHERE e.field = ? AND e.value = ? ' +
      `AND e.position BETWEEN ? AND ? ${filters.map((one) => `AND ${one.sql}`).join(' ')} ` +
      `ORDER BY e.position ${direction} LIMIT ?`;
    const values = filters.flatMap((one) => one.values);
    const number = entries.fields.indexOf(field);
    const found = new Set(cells.map(entryOf));
    const rows = [...found].flatMap((entry) =>
      this.all(sql, [number, entry, range.from, range.to, ...values, limit]),
    );
    const sign = direction === 'asc' ? 1 : -1;
    return rows.sort(([one], [other]) => sign * (one - other)).slice(0, limit);
  }

  /** An id tells more than a word. */
  private driverOf(filters: readonly Filter[]): Filter | undefined {
    const { spec, entries } = this.parts;
    const usable = filters.filter(
      ({ field, cells }) =>
        cells && cells.length <= MAX_LOOKED_UP && entries.fields.includes(field),
    );
    return usable.find(({ field }) => spec.columns?.[field] === 'id') ?? usable[0];
  }

  /** Within the window of time of the conditions, and after the page before. */
  private rangeOf(
    where: readonly Condition[],
    direction: 'asc' | 'desc',
    after: number | undefined,
  ): Range {
    const { spec, blocks } = this.parts;
    const times = where.filter(({ field }) => spec.columns?.[field] === 'moment');
    const range = times.length > 0 ? blocks.range(...windowOf(times)) : EVERYWHERE;
    if (!range) return NOWHERE;
    if (after === undefined) return range;
    if (direction === 'asc') return { ...range, from: Math.max(range.from, after + 1) };
    return { ...range, to: Math.min(range.to, after - 1) };
  }

  private filterOf(condition: Condition): readonly Filter[] {
    const { field } = condition;
    const kind = this.parts.spec.columns?.[field];
    const column = kind === 'position' ? 'r.position' : columnOf(field);
    if (kind === 'word') return [equal(field, this.wordsOf(condition))];
    const wanted = condition.op === 'in' ? condition.values : [condition.value];
    const cells = wanted.flatMap((value) => (value === null ? [] : [plainCell(kind, value)]));
    if (condition.op === 'in' || condition.op === 'eq') return [equal(field, cells, column)];
    if (condition.op === 'contains') throw new StoreMisuse(`${field} is not a word`);
    return [{ field, sql: `${column} ${OPERATORS[condition.op]} ?`, values: cells }];
  }

  /** The numbers of the words that a condition takes. */
  private wordsOf(condition: Condition): readonly number[] {
    const { words } = this.parts;
    if (condition.op === 'eq') return known(words.find(JSON.stringify(condition.value)));
    if (condition.op === 'in')
      return condition.values.flatMap((value) => known(words.find(JSON.stringify(value))));
    return words.matching((word) => takes(condition, JSON.parse(word)));
  }

  private all(sql: string, values: readonly CellValue[]): readonly Row[] {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = prepareRows(this.db, sql);
      this.statements.set(sql, statement);
    }
    return statement.all(...values) as unknown as Row[];
  }
}

/** The first and the last moment that conditions on it leave. */
function windowOf(times: readonly Condition[]): [low: number, high: number] {
  let [low, high] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  for (const condition of times) {
    if (condition.op === 'in') continue;
    const ms = momentCell(String(condition.value));
    if (condition.op !== 'lt' && condition.op !== 'lte') low = Math.max(low, ms);
    if (condition.op !== 'gt' && condition.op !== 'gte') high = Math.min(high, ms);
  }
  return [low, high];
}

const known = (id: number | undefined): readonly number[] => (id === undefined ? [] : [id]);

/** Cells are compared with their own types: a text is never equal to bytes. */
const equal = (field: string, cells: readonly CellValue[], column = columnOf(field)): Filter => ({
  field,
  sql: `${column} IN (${cells.map(() => '?').join(', ')})`,
  values: cells,
  cells,
});

function plainCell(kind: string | undefined, value: unknown): CellValue {
  if (kind === 'id') return idCell(String(value));
  return kind === 'moment' ? momentCell(String(value)) : Number(value);
}

/** Texts by their bytes, as columns are compared; what is no text is in no order. */
function takes(condition: Condition, word: unknown): boolean {
  if (condition.op === 'in' || typeof word !== 'string') return false;
  const value = String(condition.value);
  if (condition.op === 'contains') return word.includes(value);
  const order = Buffer.compare(Buffer.from(word), Buffer.from(value));
  return { eq: order === 0, gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[
    condition.op
  ];
}
