import { minorOf, quantityOf, sumMinor, type Evolvers } from '@tamani/kernel';
import type { LineAmount } from '../../shared/amounts.js';
import { joined } from '../../shared/segregation.js';
import type { OrderEvent, OrderEventData } from '../order.events.js';
import { withParties, type OrderState } from '../order.state.js';
import {
  amountOn,
  plus,
  type Accrual,
  type InvoiceClaim,
  type PendingAdjustment,
  type RecordedReceipt,
} from './billing.state.js';
import type { billingEvents } from './billing.events.js';
import { endedOf } from '../owed/owed.state.js';

type BillingEvent = Extract<OrderEvent, { type: keyof typeof billingEvents }>;

/** How the order changes with its invoices, payments and the answers of budgets. */
export const evolveBilling: Evolvers<OrderState, BillingEvent> = {
  OrderInvoiced: (state, { invoiceId, lines, by }) => ({
    ...withParties(state, 'clerk', [by]),
    invoices: [
      ...state.invoices,
      { invoiceId, lines: lines.map(claimLineOf), paid: false, agreed: false },
    ],
  }),
  OrderInvoiceRefused: (state) => state,
  OrderInvoiceWithdrawn: (state, { invoiceId }) => ({
    ...state,
    invoices: state.invoices.filter((claim) => claim.invoiceId !== invoiceId),
    credits: state.credits.filter((credit) => credit.invoiceId !== invoiceId),
  }),
  OrderInvoicePaid: (state, { invoiceId }) => claimWith(state, invoiceId, { paid: true }),
  ReceiptAccrued: (state, { receiptId, budgetLineId }) =>
    accrualWith(state, { receiptId, budgetLineId }, 'accrued'),
  ReceiptHeld: (state, { code, shortfall, ...delivery }) =>
    accrualWith(state, delivery, { code, shortfall }),
  ReceiptReversalBooked: reversed,
  PaymentCleared: (state, { lines, parties, receivableId: _, ...payment }) => ({
    ...state,
    parties: joined(state.parties, parties),
    clearances: [
      ...state.clearances,
      {
        ...payment,
        lines: lines.map(({ orderLine, amount }) => ({ orderLine, amountMinor: minorOf(amount) })),
      },
    ],
  }),
  PaymentClearanceRefused: (state) => state,
  PaymentClearanceWithdrawn: (state, { paymentId, invoiceId }) => ({
    ...claimWith(state, invoiceId, { paid: false }),
    ...withoutClearance(state, paymentId),
  }),
  PriceAdjustmentRequested: (state, { adjustmentId, invoiceId, lines }) => ({
    ...state,
    adjustments: state.adjustments + 1,
    pendingAdjustments: [
      ...state.pendingAdjustments,
      { adjustmentId, invoiceId, lines: lines.map(changeOf) },
    ],
  }),
  PriceAdjusted(state, { adjustmentId, invoiceId }) {
    const { pending, rest } = withoutPending(state, adjustmentId);
    const changes = pending?.lines ?? [];
    const granted = plus(state.granted, changes);
    const uncarried = plus(state.uncarried, absorbed(state.uncarried, changes));
    const agreed = invoiceId === null ? rest : claimWith(rest, invoiceId, { agreed: true });
    return { ...agreed, granted, uncarried };
  },
  PriceAdjustmentRejected: (state, { adjustmentId }) => withoutPending(state, adjustmentId).rest,
  ClaimRounded: (state, { invoiceId, lines }) => ({
    ...state,
    invoices: state.invoices.map((claim) =>
      claim.invoiceId === invoiceId ? rounded(claim, lines) : claim,
    ),
  }),
  InvoicePriceAgreed: (state, { invoiceId }) => claimWith(state, invoiceId, { agreed: true }),
  InvoicePriceRefused: (state) => state,
};

/** Of what is not paid any more nothing has ended either. */
function withoutClearance(
  { clearances, ended }: OrderState,
  paymentId: string,
): Pick<OrderState, 'clearances' | 'ended'> {
  const left = clearances.filter((one) => one.paymentId !== paymentId);
  const paid = left.flatMap(({ invoiceId, lines }) =>
    lines.map((line) => ({ invoiceId, ...line })),
  );
  return { clearances: left, ended: endedOf(paid, ended) };
}

const claimLineOf = (line: OrderEventData<'OrderInvoiced'>['lines'][number]) => ({
  orderLine: line.orderLine,
  quantity: quantityOf(line.quantity),
  unitPriceMinor: minorOf(line.unitPrice),
  amountMinor: minorOf(line.amount),
  orderedMinor: minorOf(line.ordered),
  endedMinor: 0n,
});

const rounded = (
  claim: InvoiceClaim,
  lines: OrderEventData<'ClaimRounded'>['lines'],
): InvoiceClaim => ({
  ...claim,
  lines: claim.lines.map((line) => {
    const ordered = lines.find((one) => one.orderLine === line.orderLine)?.ordered;
    return ordered ? { ...line, orderedMinor: minorOf(ordered) } : line;
  }),
});

const changeOf = ({
  budgetLineId,
  change,
}: OrderEventData<'PriceAdjustmentRequested'>['lines'][number]) => ({
  budgetLineId,
  amountMinor: minorOf(change),
});

const claimWith = (
  state: OrderState,
  invoiceId: string,
  change: Partial<InvoiceClaim>,
): OrderState => ({
  ...state,
  invoices: state.invoices.map((claim) =>
    claim.invoiceId === invoiceId ? { ...claim, ...change } : claim,
  ),
});

function withoutPending(state: OrderState, adjustmentId: string) {
  const pending: PendingAdjustment | undefined = state.pendingAdjustments.find(
    (one) => one.adjustmentId === adjustmentId,
  );
  const pendingAdjustments = state.pendingAdjustments.filter((one) => one !== pending);
  return { pending, rest: { ...state, pendingAdjustments } };
}

const accrualWith = (
  state: OrderState,
  delivery: { readonly receiptId: string; readonly budgetLineId: string },
  accrual: Accrual,
): OrderState => ({
  ...state,
  receipts: state.receipts.map((receipt) =>
    receipt.receiptId === delivery.receiptId
      ? { ...receipt, accruals: { ...receipt.accruals, [delivery.budgetLineId]: accrual } }
      : receipt,
  ),
});

/** What was accrued beyond the order's price is the part of an invoice's price that it carried. */
function reversed(
  state: OrderState,
  { receiptId, budgetLineId, amount }: OrderEventData<'ReceiptReversalBooked'>,
): OrderState {
  const receipt = state.reversals.find((one) => one.receiptId === receiptId);
  if (!receipt) return state;
  const left = receipt.budgetLines.filter((line) => line.budgetLineId !== budgetLineId);
  const others = state.reversals.filter((one) => one !== receipt);
  const carried = {
    budgetLineId,
    amountMinor: minorOf(amount) - ownValue(state, receipt, budgetLineId),
  };
  return {
    ...state,
    reversals: left.length === 0 ? others : [...others, { ...receipt, budgetLines: left }],
    uncarried: plus(state.uncarried, [carried]),
  };
}

/**
 * Budgets takes a change of the price first out of what returned goods had been repriced by, the
 * other way round: goods that replace them carry so much less of it.
 */
const absorbed = (
  uncarried: readonly LineAmount[],
  changes: readonly LineAmount[],
): readonly LineAmount[] =>
  changes.flatMap(({ budgetLineId, amountMinor: change }) => {
    const open = amountOn(uncarried, budgetLineId);
    if (open === 0n || open < 0n === change < 0n) return [];
    const isAll = change < 0n ? -change >= open : change >= -open;
    return [{ budgetLineId, amountMinor: isAll ? -open : change }];
  });

/** The order counts a receipt; what it carries of invoices' prices is not open any more. */
export const counting = (state: OrderState, receipt: RecordedReceipt): OrderState => ({
  ...state,
  receipts: [...state.receipts, receipt],
  uncarried: plus(
    state.uncarried,
    receipt.budgetLines.map(({ budgetLineId, amountMinor }) => ({
      budgetLineId,
      amountMinor: ownValue(state, receipt, budgetLineId) - amountMinor,
    })),
  ),
});

/** A withdrawn receipt waits for its reversal in budgets. */
export const withoutReceipt = (state: OrderState, receiptId: string): OrderState => {
  const gone = state.receipts.filter((receipt) => receipt.receiptId === receiptId);
  return {
    ...state,
    receipts: state.receipts.filter((receipt) => receipt.receiptId !== receiptId),
    reversals: [...state.reversals, ...gone.filter((receipt) => receipt.budgetLines.length > 0)],
  };
};

/** A receipt at the order's price, on one budget line. */
const ownValue = (state: OrderState, receipt: RecordedReceipt, budgetLineId: string): bigint => {
  const own = state.lines
    .filter((line) => line.budgetLineId === budgetLineId)
    .map((line) => line.orderLine);
  return sumMinor(
    receipt.lines.filter((line) => own.includes(line.orderLine)).map((line) => line.amountMinor),
  );
};
