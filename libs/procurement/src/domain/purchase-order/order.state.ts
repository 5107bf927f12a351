import {
  minorOf,
  moneyJson,
  quantityJson,
  quantityOf,
  sumMinor,
  type BusinessDate,
  type Currency,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import type { z } from 'zod';
import type { LapseReason, Refusal, RequestedLine, SpendClass } from '../shared/document.js';
import { held, joined, type Chain, type Duty } from '../shared/segregation.js';
import type { Advance, AdvanceTerms } from './advance/advance.parts.js';
import type { Amendment } from './amendment/amendment.state.js';
import type { CarryOver } from './carry-over/carry-over.parts.js';
import { initialBilling, type BillingState, type InvoiceClaim } from './billing/billing.state.js';
import type { OrderKind } from './order.commands.js';
import { refuse } from './order.rejections.js';
import type { Award, Shortfall, orderLineSchema } from './order.parts.js';

export type OrderStatus =
  | 'none'
  | 'draft'
  | 'approving'
  | 'commitment_pending'
  | 'issued'
  | 'partially_received'
  | 'fully_received'
  | 'adjusting'
  | 'completed'
  | 'closed'
  | 'on_hold'
  | 'cancelled'
  | 'terminated'
  | 'lapsed';

export interface OrderLine {
  readonly orderLine: number;
  readonly requisitionLine: number;
  readonly description: string;
  readonly spendClass: SpendClass;
  readonly unit: string;
  readonly budgetLineId: string;
  /** The order line of the year before, if this is what was still to come of it. */
  readonly carriedFrom?: number | undefined;
  /** Thousandths. */
  readonly quantity: bigint;
  readonly unitPriceMinor: bigint;
  readonly amountMinor: bigint;
}

export interface OrderState extends BillingState {
  readonly status: OrderStatus;
  readonly reference: string;
  readonly kind: OrderKind;
  readonly vendorId: string;
  readonly requisitionId: string;
  /** The requisition's certification that it was drafted under. */
  readonly certification: number;
  readonly currency: Currency;
  readonly lines: readonly OrderLine[];
  readonly award: Award;
  /** What it allows to be paid before the goods. */
  readonly advanceTerms?: AdvanceTerms | undefined;
  /** In the order in which they were set aside. */
  readonly advances: readonly Advance[];
  readonly approver?: Person | undefined;
  /** Rounds of approval so far. */
  readonly approvals: number;
  /** Of the last approval. */
  readonly effectiveAt?: BusinessDate | undefined;
  /** Why the requisition refused the last approval. */
  readonly refusal?: Refusal | undefined;
  readonly commitmentRejection?: readonly Shortfall[] | undefined;
  readonly holdReason?: string | undefined;
  readonly endReason?: string | undefined;
  readonly lapseReason?: LapseReason | undefined;
  /** In the order of their numbers. */
  readonly amendments: readonly Amendment[];
  /** In the order of their numbers. */
  readonly carryOvers: readonly CarryOver[];
  /** What its vendor owed of it and was let off. */
  readonly writtenOffMinor: bigint;
  /** Budget lines on which a cancelled order's commitment is not reserved again yet. */
  readonly returning: readonly string[];
  /**
   * All whose acts it has let through: its own, and those of its receipts, invoices, credit notes
   * and payments. Acts on two documents at the same moment meet here; the later one is refused.
   */
  readonly parties: Chain;
}

export const initialOrder: OrderState = {
  status: 'none',
  reference: '',
  kind: 'goods',
  vendorId: '',
  requisitionId: '',
  certification: 0,
  currency: '',
  lines: [],
  award: { method: 'direct' },
  approvals: 0,
  advances: [],
  amendments: [],
  carryOvers: [],
  writtenOffMinor: 0n,
  returning: [],
  parties: [],
  ...initialBilling,
};

/** The order with people who have had a duty on it. */
export const withParties = (
  state: OrderState,
  duty: Duty,
  people: readonly Person[],
): OrderState => ({ ...state, parties: joined(state.parties, held(duty, people)) });

/** Received and accepted thousandths of a line. */
export const receivedOf = (state: OrderState, orderLine: number): bigint =>
  quantityIn(state.receipts, orderLine);

/** Thousandths of a line claimed by invoices: all, or those selected by `of`. */
export const invoicedOf = (
  state: OrderState,
  orderLine: number,
  of: (claim: InvoiceClaim) => boolean = () => true,
): bigint => quantityIn(state.invoices.filter(of), orderLine);

const quantityIn = (
  parts: readonly {
    readonly lines: readonly { readonly orderLine: number; readonly quantity: bigint }[];
  }[],
  orderLine: number,
): bigint =>
  sumMinor(
    parts.flatMap((p) => p.lines.filter((l) => l.orderLine === orderLine)).map((l) => l.quantity),
  );

/** Issued, partially or fully received, depending on the receipts. */
export function deliveryStatus(state: OrderState): OrderStatus {
  const full = state.lines.every((line) => receivedOf(state, line.orderLine) >= line.quantity);
  if (full) return 'fully_received';
  return hasAccepted(state) ? 'partially_received' : 'issued';
}

/** Goods were accepted: a wholly rejected receipt changes nothing. */
export const hasAccepted = (state: OrderState): boolean =>
  state.receipts.some((receipt) => receipt.lines.length > 0);

/** While an amendment waits for budgets, no price is agreed and no money leaves. */
export const adjustingProblem = ({ status, reference }: OrderState): Rejection | undefined =>
  status === 'adjusting' ? refuse.order_awaits_budget({ reference }) : undefined;

/** While budgets is asked for a price, no goods come or go: what it grants may be taken back. */
export const askedProblem = ({
  pendingAdjustments,
  reference,
}: OrderState): Rejection | undefined =>
  pendingAdjustments.length > 0 ? refuse.order_awaits_budget({ reference }) : undefined;

/** The total in minor units of the document's currency. */
export const orderTotal = (state: OrderState): bigint =>
  sumMinor(state.lines.map((line) => line.amountMinor));

export const budgetLineIdsOf = (state: { readonly lines: readonly OrderLine[] }): string[] => [
  ...new Set(state.lines.map((line) => line.budgetLineId)),
];

/** The budget line on which the requisition has asked for it, in whatever year that was. */
export function requestedOn(state: OrderState, { budgetLineId, carriedFrom }: OrderLine): string {
  const before = state.lines.find((line) => line.orderLine === carriedFrom);
  return before ? requestedOn(state, before) : budgetLineId;
}

/** The order lines that are not carried over to the next year. */
export const runningLines = ({ lines }: Pick<OrderState, 'lines'>): readonly OrderLine[] =>
  lines.filter(({ orderLine }) => !lines.some((one) => one.carriedFrom === orderLine));

/** What the order asks of the lines of its requisition. */
export const requestedLines = (state: OrderState): RequestedLine[] =>
  state.lines.map(({ requisitionLine: line, description, spendClass, unit, ...rest }) => ({
    ...{ line, description, spendClass, unit, budgetLineId: rest.budgetLineId },
    quantity: quantityJson(rest.quantity),
  }));

type OrderLineJson = z.output<typeof orderLineSchema>;

/** Event form of a line to state form … */
export const orderLineOf = ({
  quantity,
  unitPrice,
  amount,
  ...rest
}: OrderLineJson): OrderLine => ({
  ...rest,
  quantity: quantityOf(quantity),
  unitPriceMinor: minorOf(unitPrice),
  amountMinor: minorOf(amount),
});

/** … and back. */
export function orderLineJson(line: OrderLine, currency: Currency): OrderLineJson {
  const { quantity, unitPriceMinor, amountMinor, ...rest } = line;
  return {
    ...rest,
    quantity: quantityJson(quantity),
    unitPrice: moneyJson(unitPriceMinor, currency),
    amount: moneyJson(amountMinor, currency),
  };
}
