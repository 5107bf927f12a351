import { moneyJson, type MoneyJson } from '@tamani/kernel';
import type { ReadStore, SumRow } from '@tamani/ports';
import { dimensions, type DimensionName } from '../../domain/ledger/dimensions.js';
import { figureNames, figureOf, type BucketSums, type FigureName } from './figures.js';
import { conditionsOf, type Selection } from './selection.js';

export interface SpendQuery extends Selection {
  readonly groupBy: readonly DimensionName[];
}

/** Figures of a row; `available` is null where the row is no set of whole budget lines. */
export type SpendFigures = Readonly<Record<FigureName, MoneyJson | null>>;

export interface SpendRow {
  readonly group: Readonly<Partial<Record<DimensionName, string | null>>>;
  readonly currency: string;
  readonly figures: SpendFigures;
}

export interface Spend {
  /** In the order of the values of `groupBy`; one currency per row. */
  readonly rows: readonly SpendRow[];
  /** One row per currency. */
  readonly totals: readonly SpendRow[];
}

/** Upper limit of rows in a report. */
export const MAX_SPEND_ROWS = 5_000;

/** Sums of the ledger, grouped. Undefined when there would be more than MAX_SPEND_ROWS rows. */
export async function spendOf(
  reads: Pick<ReadStore, 'sum'>,
  ledger: string,
  query: SpendQuery,
): Promise<Spend | undefined> {
  const fields = query.groupBy.map((name) => dimensions[name].field);
  const sums = await reads.sum(ledger, {
    where: conditionsOf(query),
    groupBy: [...fields, 'currency', 'bucket'],
    sums: ['delta'],
  });
  const groups = groupsOf(sums, query.groupBy);
  if (groups.length > MAX_SPEND_ROWS) return undefined;
  const selected = Object.keys(query.filters) as readonly DimensionName[];
  const wholeRows = areOfBudgetLine([...selected, ...query.groupBy]);
  return {
    rows: groups.map((group) => rowOf(group, wholeRows)),
    totals: totalsOf(groups).map((group) => rowOf(group, areOfBudgetLine(selected))),
  };
}

interface Group {
  readonly values: SpendRow['group'];
  readonly currency: string;
  readonly sums: Map<string, bigint>;
}

/** Groups the store's rows, one per bucket, into the rows of the answer. */
function groupsOf(rows: readonly SumRow[], groupBy: readonly DimensionName[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { group, sums } of rows) {
    const values = groupBy.map((name) => [name, group[dimensions[name].field] ?? null] as const);
    const currency = String(group['currency']);
    const key = JSON.stringify([...values.map(([, value]) => value), currency]);
    const entry: Group = groups.get(key) ?? {
      values: Object.fromEntries(values) as SpendRow['group'],
      currency,
      sums: new Map(),
    };
    groups.set(key, entry);
    add(entry.sums, String(group['bucket']), sums['delta'] ?? 0n);
  }
  return [...groups.values()];
}

function totalsOf(groups: readonly Group[]): readonly Group[] {
  const totals = new Map<string, Group>();
  for (const { currency, sums } of groups) {
    const total = totals.get(currency) ?? { values: {}, currency, sums: new Map() };
    totals.set(currency, total);
    for (const [bucket, sum] of sums) add(total.sums, bucket, sum);
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

const add = (sums: Map<string, bigint>, bucket: string, amount: bigint): void => {
  sums.set(bucket, (sums.get(bucket) ?? 0n) + amount);
};

const rowOf = ({ values, currency, sums }: Group, whole: boolean): SpendRow => ({
  group: values,
  currency,
  figures: figuresOf(sums, currency, whole),
});

function figuresOf(sums: BucketSums, currency: string, whole: boolean): SpendFigures {
  const entries = figureNames.map((name) => {
    const shown = whole || name !== 'available';
    return [name, shown ? moneyJson(figureOf(name, sums), currency) : null] as const;
  });
  return Object.fromEntries(entries) as unknown as SpendFigures;
}

/** With these a budget line is either wholly in a row or not in it at all. */
const areOfBudgetLine = (names: readonly DimensionName[]): boolean =>
  names.every((name) => dimensions[name].ofBudgetLine);
