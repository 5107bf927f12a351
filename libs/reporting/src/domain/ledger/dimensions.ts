import { monthOf } from '@tamani/kernel';
import type { MoneyEvent } from './money-message.js';

/** One way to group and to filter money. */
export interface Dimension {
  /** The ledger line's field, its column and the key of its value in an answer's line. */
  readonly field: string;
  /** Its value on every line of a money event; null when the event has none. */
  readonly of: (event: MoneyEvent) => string | null;
  /**
   * A property of the budget line itself, so that all money of a line has the same value. Only by
   * those is there an amount available: what is available has no month and no vendor.
   */
  readonly ofBudgetLine: boolean;
  readonly description: string;
}

const ofBudgetLine = true;

/**
 * The spend dimensions, by the name that the API gives them. Each line is a dimension: the
 * ledger's field and its column, the values of `groupBy`, the filters of spend and of the ledger
 * lines and their OpenAPI all come from this table. Adding one raises LEDGER_VERSION, so
 * that the ledger is folded again from the log, with the new field on the old lines too.
 */
export const dimensions = {
  fiscalYear: {
    field: 'fiscalYear',
    of: (event) => event.coding.fiscalYear,
    ofBudgetLine,
    description: 'Financial year of the budget line, for example 2026-27',
  },
  spendClass: {
    field: 'spendClass',
    of: (event) => event.coding.spendClass,
    ofBudgetLine,
    description: 'equipment, printing, rehabilitation, …',
  },
  month: {
    field: 'month',
    of: (event) => monthOf(event.effectiveAt),
    ofBudgetLine: false,
    description: 'Month of the business date, YYYY-MM',
  },
  axis: {
    field: 'axis',
    of: (event) => event.coding.axis,
    ofBudgetLine,
    description: 'Priority axis',
  },
  fund: { field: 'fund', of: (event) => event.coding.fund, ofBudgetLine, description: 'Fund' },
  budgetLine: {
    field: 'budgetLineId',
    of: (event) => event.budgetLineId,
    ofBudgetLine,
    description: 'Id of the budget line',
  },
  project: {
    field: 'projectId',
    of: (event) => event.coding.projectId,
    ofBudgetLine,
    description: 'Id of the project of the budget line',
  },
  institution: {
    field: 'institution',
    of: (event) => event.coding.institution,
    ofBudgetLine,
    description: 'Supported institution',
  },
  region: {
    field: 'region',
    of: (event) => event.coding.region,
    ofBudgetLine,
    description: 'P-code of the region, for example ML07',
  },
  donor: { field: 'donor', of: (event) => event.coding.donor, ofBudgetLine, description: 'Donor' },
  vendor: {
    field: 'vendorId',
    of: (event) => event.vendorId,
    ofBudgetLine: false,
    description: 'Id of the vendor',
  },
} as const satisfies Readonly<Record<string, Dimension>>;

/** Version of the ledger's shape: a new one is folded in parallel with the live one. */
export const LEDGER_VERSION = 2;

export type DimensionName = keyof typeof dimensions;
export const dimensionNames = Object.keys(dimensions) as readonly DimensionName[];

/** The ledger's fields that come from the table. */
export type DimensionFields = {
  readonly [K in DimensionName as (typeof dimensions)[K]['field']]: string | null;
};

/** Values of all dimensions for a money event, by field. */
export const dimensionFieldsOf = (event: MoneyEvent): DimensionFields =>
  Object.fromEntries(
    Object.values(dimensions).map((dimension) => [dimension.field, dimension.of(event)]),
  ) as DimensionFields;
