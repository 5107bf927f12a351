import { invariant, type MoneyJson } from '@tamani/kernel';
import type { Periods } from '../src/domain/budget-line/rules/posting.js';
import type { LineProject } from '../src/domain/shared/line-project.js';
import { rateFor, type MonthlyRates } from '../src/domain/rate-table/rates.js';
import type {
  CommitFunds,
  DraftLine,
  RecordDelivery,
  RecordDisbursement,
  ReserveFunds,
} from '../src/domain/budget-line/budget-line.commands.js';
import type { BudgetLineEvent } from '../src/domain/budget-line/budget-line.events.js';

/** Shared data of the budget line's tests. */
export const by = { id: 'budget-officer' };
export const requisitioner = { id: 'requisitioner' };
export const xof = (amount: number | string): MoneyJson => ({
  amount: String(amount),
  currency: 'XOF',
});
export const usd = (amount: string): MoneyJson => ({ amount, currency: 'USD' });

/** 580 francs per dollar, 576 in October. */
export const ratesOf = (month: string): MonthlyRates => ({
  month,
  base: 'USD',
  version: 1,
  rates: { XOF: month === '2026-10' ? '576' : '580', EUR: '0.8842' },
});
/** Facts on a date, for commands in francs. */
export function factsAt(date: string) {
  const rates = ratesOf(date.slice(0, 7));
  const rate = rateFor('XOF', 'USD', rates);
  invariant(rate, 'the rates have it');
  return { rates, rate, periods: {} as Periods, ...nothingElse };
}
const nothingElse = {
  ...{ project: null, dateProblem: null, destination: null, key: null },
  ...{ counted: null, contribution: null, transferPercent: '20' },
} as const;

/** A project of the line that may spend, with a ceiling of 50,000 dollars. */
export const project: LineProject = {
  ...{ reference: 'PRJ-2026-0001', status: 'approved', kind: 'qip', axis: 'border_security' },
  ...{ institution: 'Police', region: 'ML07', donors: ['Allemagne'], ceiling: usd('50000.00') },
  ...{ takesFunds: true, maySpend: true },
};

export const draftLine: DraftLine = {
  type: 'DraftLine',
  reference: 'BL-2026-0001',
  title: 'Equipment of the border posts',
  currency: 'USD',
  fund: 'RSS-TF',
  fiscalYear: '2026-27',
  axis: 'border_security',
  spendClass: 'equipment',
  projectId: null,
  donor: null,
  by,
};

const coding = {
  fund: 'RSS-TF',
  fiscalYear: '2026-27',
  axis: 'border_security',
  spendClass: 'equipment',
  projectId: null,
  institution: null,
  region: null,
  donor: null,
} as const;
/** The ids of an allotment that comes from no contribution. */
export const first = { allotmentId: 'a1', contributionId: null };
const context = { coding, document: null, vendorId: null };

/** An open line with the given dollars. */
export const openWith = (amount: string): readonly BudgetLineEvent[] => [
  {
    type: 'BudgetLineDrafted',
    data: { reference: 'BL-2026-0001', title: 'Equipment', currency: 'USD', coding, by },
  },
  {
    type: 'FundsAllotted',
    data: { ...context, amount: usd(amount), documentAmount: null, reason: 'Year', ...first, by },
    effectiveAt: '2026-07-01',
  },
  { type: 'BudgetLineOpened', data: { ...context, reason: '', by } },
];

export const reserve = (id: string, francs: number, effectiveAt = '2026-09-15'): ReserveFunds => ({
  type: 'ReserveFunds',
  reservationId: id,
  amount: xof(francs),
  document: { kind: 'requisition', id, reference: `REQ-${id}` },
  requestedBy: [requisitioner],
  effectiveAt,
});

export const commit = (
  id: string,
  francs: number,
  of: Partial<Omit<CommitFunds, 'amount' | 'estimate'>> & { readonly estimate?: number },
): CommitFunds => {
  const { estimate = francs, ...more } = of;
  return {
    type: 'CommitFunds',
    commitmentId: id,
    approval: 1,
    reservationId: 'r1',
    vendorId: 'vendor',
    amount: xof(francs),
    estimate: xof(estimate),
    lastOfReservation: false,
    document: { kind: 'purchase_order', id, reference: `PO-${id}` },
    effectiveAt: '2026-09-20',
    ...more,
  };
};

export const deliver = (
  id: string,
  francs: number,
  of: { readonly on?: string; readonly order?: string } = {},
): RecordDelivery => ({
  type: 'RecordDelivery',
  commitmentId: of.order ?? 'o1',
  deliveryId: id,
  amount: xof(francs),
  document: { kind: 'receipt', id, reference: `REC-${id}` },
  effectiveAt: of.on ?? '2026-10-12',
});

export const pay = (
  id: string,
  francs: number,
  of: { readonly on?: string; readonly order?: string } = {},
): RecordDisbursement => ({
  type: 'RecordDisbursement',
  commitmentId: of.order ?? 'o1',
  paymentId: id,
  amount: xof(francs),
  document: { kind: 'payment', id, reference: `PAY-${id}` },
  effectiveAt: of.on ?? '2026-11-05',
});
