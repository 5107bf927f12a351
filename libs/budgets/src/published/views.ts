import type { Currency } from '@tamani/kernel';
import type { Foldable } from '@tamani/runtime';
import {
  budgetLineEvents,
  lineStatusAfter,
  type BudgetLineEvent,
  type LineStatus,
} from '../domain/budget-line/budget-line.events.js';
import {
  fiscalPeriodEvents,
  periodStatusAfter,
  type FiscalPeriodEvent,
  type PeriodStatus,
} from '../domain/fiscal-period/fiscal-period.events.js';
import { rateTableEvents, type RateTableEvent } from '../domain/rate-table/rate-table.events.js';
import type { MonthlyRates } from '../domain/rate-table/rates.js';
import {
  BUDGET_LINE_CATEGORY,
  FISCAL_PERIOD_CATEGORY,
  RATE_TABLE_CATEGORY,
} from '../domain/shared/categories.js';
import type { Coding } from '../domain/shared/vocabulary.js';

/** What other contexts may know about a budget line. Only the line decides on its funds. */
export interface BudgetLineView extends Coding {
  readonly reference: string;
  readonly title: string;
  readonly status: LineStatus;
  readonly currency: Currency;
}

/** `read.state(budgetLineView, budgetLineId)`: null if the line does not exist. */
export const budgetLineView: Foldable<BudgetLineView | null, BudgetLineEvent> = {
  category: BUDGET_LINE_CATEGORY,
  events: budgetLineEvents,
  initial: null,
  evolve(view, event) {
    const status = lineStatusAfter[event.type];
    if (event.type === 'BudgetLineDrafted') {
      const { reference, title, currency, coding } = event.data;
      return { reference, title, currency, ...coding, status: 'draft' };
    }
    return view && status ? { ...view, status } : view;
  },
};

export type RateTableView = MonthlyRates;

/** `read.state(rateTableView, rateTableId('USD', '2026-09'))`: the rates as last corrected. */
export const rateTableView: Foldable<RateTableView | null, RateTableEvent> = {
  category: RATE_TABLE_CATEGORY,
  events: rateTableEvents,
  initial: null,
  evolve(_, { data: { month, base, version, rates } }) {
    const byCurrency = rates.map(({ currency, rate }) => [currency, rate] as const);
    return { month, base, version, rates: Object.fromEntries(byCurrency) };
  },
};

export type FiscalPeriodView = PeriodStatus;

/** `read.state(fiscalPeriodView, fiscalPeriodId('2026-09'))`: open if there are no events. */
export const fiscalPeriodView: Foldable<FiscalPeriodView, FiscalPeriodEvent> = {
  category: FISCAL_PERIOD_CATEGORY,
  events: fiscalPeriodEvents,
  initial: 'open',
  evolve: (_, { type }) => periodStatusAfter[type],
};
