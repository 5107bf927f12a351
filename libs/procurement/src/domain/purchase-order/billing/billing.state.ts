import {
  minorOf,
  moneyJson,
  sumMinor,
  type BusinessDate,
  type Currency,
  type MoneyJson,
} from '@tamani/kernel';
import { byBudgetLine, type LineAmount } from '../../shared/amounts.js';
import type { ClaimPart, EndedPart, Owed } from '../owed/owed.parts.js';

/** What budgets has said of a receipt on a budget line; unknown until it has. */
export interface Hold {
  readonly code: string;
  readonly shortfall: MoneyJson;
}
export type Accrual = 'accrued' | Hold;

/** A receipt counted by the order; withdrawn ones are removed. */
export interface RecordedReceipt {
  readonly receiptId: string;
  readonly deliveredOn: BusinessDate;
  /** At the order's price. */
  readonly lines: readonly {
    readonly orderLine: number;
    readonly quantity: bigint;
    readonly amountMinor: bigint;
  }[];
  /** What budgets was told. */
  readonly budgetLines: readonly LineAmount[];
  readonly accruals: Readonly<Record<string, Accrual>>;
}

export interface ClaimLine {
  readonly orderLine: number;
  readonly quantity: bigint;
  readonly unitPriceMinor: bigint;
  readonly amountMinor: bigint;
  /** The same quantity at the order's price. */
  readonly orderedMinor: bigint;
  /** What it was more, before the vendor gave back what had been paid for it. */
  readonly endedMinor: bigint;
}

/** An invoice's claim on quantities; withdrawn ones are removed. */
export interface InvoiceClaim {
  readonly invoiceId: string;
  readonly lines: readonly ClaimLine[];
  readonly paid: boolean;
  /** Its price is in the budget lines. */
  readonly agreed: boolean;
}

/** A payment that left; a returned one is removed. */
export interface Clearance {
  readonly paymentId: string;
  readonly invoiceId: string;
  readonly valueDate: BusinessDate;
  readonly lines: readonly { readonly orderLine: number; readonly amountMinor: bigint }[];
  /** The bank may return it: until it does, nothing that is owed of the order is settled. */
  readonly isReturning: boolean;
}

/** What a credit note takes off an invoice; asked of budgets until it is agreed. */
export interface OrderCredit {
  readonly creditNoteId: string;
  readonly invoiceId: string;
  readonly adjustmentId: string | null;
  readonly agreed: boolean;
  readonly on: BusinessDate;
  readonly lines: readonly { readonly orderLine: number; readonly amountMinor: bigint }[];
  /** The part of it that was paid. */
  readonly paid: readonly { readonly orderLine: number; readonly amountMinor: bigint }[];
  /** What its invoice claims less of goods that are not here; not in the lines. */
  readonly goods: readonly ClaimPart[];
  /** Against the order itself: it is a claim of its own, on goods that are not invoiced. */
  readonly ofOrder: boolean;
}

/** What the price changes on a budget line, in minor units of the order's currency; signed. */
export interface PriceChange {
  readonly budgetLineId: string;
  /** Of what is accepted. */
  readonly acceptedMinor: bigint;
  /** Of what is still to come. */
  readonly openMinor: bigint;
}

/** Asked of budgets, and not answered yet. */
export interface PendingAdjustment {
  readonly adjustmentId: string;
  readonly invoiceId: string | null;
  readonly lines: readonly PriceChange[];
}

export interface BillingState {
  readonly receipts: readonly RecordedReceipt[];
  /** In the order of arrival. */
  readonly invoices: readonly InvoiceClaim[];
  readonly clearances: readonly Clearance[];
  readonly credits: readonly OrderCredit[];
  /** Adjustments of prices asked so far. */
  readonly adjustments: number;
  readonly pendingAdjustments: readonly PendingAdjustment[];
  /** What budgets has granted beyond the order's price, by budget line; signed. */
  readonly granted: readonly LineAmount[];
  /** Withdrawn receipts that budgets has not reversed yet. */
  readonly reversals: readonly RecordedReceipt[];
  /** What budgets was told, and has granted, of what is accepted, by budget line. */
  readonly accrued: readonly LineAmount[];
  /** What the vendor owes, the oldest first. */
  readonly owed: readonly Owed[];
  /** Receivables that have arisen so far. */
  readonly receivables: number;
  /** What was paid and is ended: refunded, offset or written off. */
  readonly ended: readonly EndedPart[];
}

export const initialBilling: BillingState = {
  receipts: [],
  invoices: [],
  clearances: [],
  credits: [],
  adjustments: 0,
  pendingAdjustments: [],
  granted: [],
  reversals: [],
  accrued: [],
  owed: [],
  receivables: 0,
  ended: [],
};

/** The amount on a budget line. */
export const amountOn = (lines: readonly LineAmount[], budgetLineId: string): bigint =>
  sumMinor(lines.filter((one) => one.budgetLineId === budgetLineId).map((one) => one.amountMinor));

/** Both, summed by budget line; what is zero is left out. */
export const plus = (
  some: readonly LineAmount[],
  more: readonly LineAmount[],
): readonly LineAmount[] =>
  byBudgetLine([...some, ...more]).filter(({ amountMinor }) => amountMinor !== 0n);

export const negated = (lines: readonly LineAmount[]): readonly LineAmount[] =>
  lines.map(({ budgetLineId, amountMinor }) => ({ budgetLineId, amountMinor: -amountMinor }));

/** The price of a claim is in the budget lines, or asked for. */
export const isPriced = (
  { invoiceId, agreed }: InvoiceClaim,
  { pendingAdjustments }: Pick<BillingState, 'pendingAdjustments'>,
): boolean => agreed || pendingAdjustments.some((one) => one.invoiceId === invoiceId);

/** What changes of what is accepted … */
export const acceptedIn = (changes: readonly PriceChange[]): readonly LineAmount[] =>
  changes.map(({ budgetLineId, acceptedMinor: amountMinor }) => ({ budgetLineId, amountMinor }));

/** … and in all. */
export const totalIn = (changes: readonly PriceChange[]): readonly LineAmount[] =>
  changes.map(({ budgetLineId, acceptedMinor, openMinor }) => ({
    ...{ budgetLineId, amountMinor: acceptedMinor + openMinor },
  }));

/** State form of changes to event form … */
export const changesJson = (changes: readonly PriceChange[], currency: Currency) =>
  changes.map(({ budgetLineId, acceptedMinor, openMinor }) => ({
    budgetLineId,
    accepted: moneyJson(acceptedMinor, currency),
    open: moneyJson(openMinor, currency),
  }));

/** … and back. */
export const changeOf = ({
  budgetLineId,
  accepted,
  open,
}: {
  readonly budgetLineId: string;
  readonly accepted: MoneyJson;
  readonly open: MoneyJson;
}): PriceChange => ({
  budgetLineId,
  acceptedMinor: minorOf(accepted),
  openMinor: minorOf(open),
});
