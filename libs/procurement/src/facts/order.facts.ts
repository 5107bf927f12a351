import { err } from '@tamani/kernel';
import { aggregate, type FactReader } from '@tamani/runtime';
import { invoice } from '../domain/invoice/invoice.decide.js';
import type {
  ChangeOrder,
  CreateOrder,
  RecordReceipt,
} from '../domain/purchase-order/order.commands.js';
import { inputTotal } from '../domain/purchase-order/order.content.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { refuse } from '../domain/purchase-order/order.rejections.js';
import { budgetLineIdsOf, type OrderState } from '../domain/purchase-order/order.state.js';
import { postable, receipt } from '../domain/receipt/receipt.decide.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { dateProblem } from './budgets.js';
import { awardLimits, policyOn, vendorStanding } from './policies.js';

/** Orders read their requisition, vendor and the award's limits; then receipts and invoices. */
export const orderAggregate = aggregate(purchaseOrder, {
  CreateOrder: (command, _, read) => contentFacts(command, command, read),
  ChangeOrder: contentFacts,
  ApproveOrder: async (_, { requisitionId }, read) => ({
    requisition: await read.state(requisition, requisitionId),
  }),
  RecordReceipt: receiptFacts,
  WithdrawReceipt: async ({ effectiveAt: date, today }, order, read) => ({
    dateProblem: await dateProblem(read, { date, today, ...bookedOn(order) }),
  }),
  RecordInvoice: claimFacts,
  RecordInvoicePaid: claimFacts,
});

/** The award's value at the rate of the day on which the funds were reserved. */
async function contentFacts(
  { lines, today }: CreateOrder | ChangeOrder,
  { requisitionId, vendorId }: Pick<OrderState, 'requisitionId' | 'vendorId'>,
  read: FactReader,
) {
  const asked = await read.state(requisition, requisitionId);
  const vendor = await vendorStanding(read, vendorId, today);
  if (asked === null) {
    const limits = err(refuse.requisition_unknown({ requisitionId }));
    return { requisition: asked, vendor, limits };
  }
  const { currency, effectiveAt: date = today } = asked;
  const sameCurrency = lines.every((line) => line.unitPrice.currency === currency);
  const amountMinor = sameCurrency ? inputTotal(lines) : 0n;
  const limits = await awardLimits(read, { amountMinor, currency, date });
  return { requisition: asked, vendor, limits };
}

async function receiptFacts(
  { receiptId, today }: RecordReceipt,
  order: OrderState,
  read: FactReader,
) {
  const state = await read.state(receipt, receiptId);
  const date = state?.deliveredOn ?? today;
  return {
    receipt: postable(receiptId, state),
    tolerancePercent: await policyOn(read, 'receipt_tolerance_percent', date),
    dateProblem: await dateProblem(read, { date, today, ...bookedOn(order) }),
  };
}

async function claimFacts(
  { invoiceId }: { readonly invoiceId: string },
  _: OrderState,
  read: FactReader,
) {
  const state = await read.state(invoice, invoiceId);
  if (!state?.clerk || state.status === 'rejected') return { invoice: null };
  return { invoice: { lines: state.lines, clerk: state.clerk } };
}

/** Deliveries settle what was ordered before. */
export const bookedOn = (order: OrderState) => ({
  currency: order.currency,
  budgetLineIds: budgetLineIdsOf(order),
  settling: true,
});
