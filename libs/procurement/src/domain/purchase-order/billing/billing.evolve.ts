import { minorOf, quantityOf, type Evolvers } from '@tamani/kernel';
import { joined } from '../../shared/segregation.js';
import type { OrderEvent, OrderEventData } from '../order.events.js';
import { withParties, type OrderState } from '../order.state.js';
import {
  acceptedIn,
  changeOf,
  plus,
  totalIn,
  type Accrual,
  type InvoiceClaim,
  type PendingAdjustment,
  type RecordedReceipt,
} from './billing.state.js';
import type { billingEvents } from './billing.events.js';
import { priced } from './worth.js';

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
        isReturning: false,
      },
    ],
  }),
  PaymentClearanceRefused: (state) => state,
  PaymentReturnAllowed: (state, { paymentId }) => ({
    ...state,
    clearances: state.clearances.map((one) =>
      one.paymentId === paymentId ? { ...one, isReturning: true } : one,
    ),
  }),
  PaymentReturnNotAllowed: (state) => state,
  PaymentClearanceWithdrawn: (state, { paymentId, invoiceId }) => ({
    ...claimWith(state, invoiceId, { paid: false }),
    clearances: state.clearances.filter((one) => one.paymentId !== paymentId),
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
    const granted = plus(state.granted, totalIn(changes));
    const accrued = plus(state.accrued, acceptedIn(changes));
    const agreed = invoiceId === null ? rest : claimWith(rest, invoiceId, { agreed: true });
    return { ...agreed, granted, accrued };
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

/** Goods that went back are to come again, at what was accrued of them at last. */
function reversed(
  state: OrderState,
  { receiptId, budgetLineId, amount }: OrderEventData<'ReceiptReversalBooked'>,
): OrderState {
  const receipt = state.reversals.find((one) => one.receiptId === receiptId);
  if (!receipt) return state;
  const left = receipt.budgetLines.filter((line) => line.budgetLineId !== budgetLineId);
  const others = state.reversals.filter((one) => one !== receipt);
  return {
    ...state,
    reversals: left.length === 0 ? others : [...others, { ...receipt, budgetLines: left }],
    accrued: plus(state.accrued, [{ budgetLineId, amountMinor: -minorOf(amount) }]),
  };
}

/** The order counts a receipt. */
export const counting = (state: OrderState, receipt: RecordedReceipt): OrderState => ({
  ...state,
  receipts: [...state.receipts, receipt],
  accrued: plus(state.accrued, receipt.budgetLines),
});

/**
 * A withdrawn receipt waits for its reversal in budgets. The others are worth what they would be
 * without it: of goods above the order, others are billable now.
 */
export const withoutReceipt = (state: OrderState, receiptId: string): OrderState => {
  const gone = state.receipts.filter((receipt) => receipt.receiptId === receiptId);
  const left = state.receipts.filter((receipt) => receipt.receiptId !== receiptId);
  return {
    ...state,
    receipts: priced(left, state.lines),
    reversals: [...state.reversals, ...gone.filter((receipt) => receipt.budgetLines.length > 0)],
  };
};
