import type { BusinessDate } from '@tamani/kernel';
import type { Aggregate, FactReader } from '@tamani/runtime';
import { invoice } from '../domain/invoice/invoice.decide.js';
import type { ApprovalFacts } from '../domain/purchase-order/order.approval.js';
import type {
  ApproveOrder,
  ChangeOrder,
  CreateOrder,
  OrderCommand,
  RecordReceipt,
  WithdrawReceipt,
} from '../domain/purchase-order/order.commands.js';
import { inputTotal } from '../domain/purchase-order/order.content.js';
import { purchaseOrder, type OrderFacts } from '../domain/purchase-order/order.decide.js';
import { claims } from '../domain/purchase-order/order.ending.js';
import type { OrderEvent } from '../domain/purchase-order/order.events.js';
import {
  budgetLineIdsOf,
  orderTotal,
  type OrderState,
} from '../domain/purchase-order/order.state.js';
import { inspected, receipt } from '../domain/receipt/receipt.decide.js';
import type { ReceiptState } from '../domain/receipt/receipt.state.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { dateProblem } from './budgets.js';
import { awardLimits, policyOn, vendorStanding } from './policies.js';

/** Orders read their requisition, vendor and the award's limits; then receipts and invoices. */
export const orderAggregate: Aggregate<OrderState, OrderCommand, OrderEvent, OrderFacts> = {
  decider: purchaseOrder,
  refusal: (event) =>
    event.type === 'PurchaseOrderApprovalRefused' ? event.data.refusal : undefined,
  async facts(command, state, read) {
    switch (command.type) {
      case 'CreateOrder':
        return contentFacts(command, command, read);
      case 'ChangeOrder':
        return contentFacts(command, state, read);
      case 'ApproveOrder':
        return approvalFacts(command, state, read);
      case 'RecordReceipt':
        return receiptFacts(command, state, read);
      case 'WithdrawReceipt':
        return withdrawalFacts(command, state, read);
      case 'RecordInvoice':
        return invoiceFacts(command.invoiceId, read);
      case 'RecordInvoicePaid':
        return claims(state, command.invoiceId) ? {} : invoiceFacts(command.invoiceId, read);
      default:
        return {};
    }
  },
};

/** The award's value at the rate of the day on which the funds were reserved. */
async function contentFacts(
  { lines, today }: CreateOrder | ChangeOrder,
  { requisitionId, vendorId }: Pick<OrderState, 'requisitionId' | 'vendorId'>,
  read: FactReader,
): Promise<OrderFacts> {
  const asked = await read.state(requisition, requisitionId);
  if (!asked) return {};
  const { currency, effectiveAt: date = today } = asked;
  const sameCurrency = lines.every((line) => line.unitPrice.currency === currency);
  const amountMinor = sameCurrency ? inputTotal(lines) : 0n;
  return {
    requisition: asked,
    vendor: await vendorStanding(read, vendorId, today),
    limits: await awardLimits(read, { amountMinor, currency, date }),
  };
}

/** The award's value at the rate of the day of the approval. */
async function approvalFacts(
  { effectiveAt: date, today }: ApproveOrder,
  order: OrderState,
  read: FactReader,
): Promise<ApprovalFacts> {
  const { currency, vendorId } = order;
  const budgetLineIds = budgetLineIdsOf(order);
  const problem = await dateProblem(read, { date, today, currency, budgetLineIds });
  const amountMinor = orderTotal(order);
  return {
    requisition: await read.state(requisition, order.requisitionId),
    vendor: await vendorStanding(read, vendorId, today),
    dateProblem: problem,
    limits: problem ? undefined : await awardLimits(read, { amountMinor, currency, date }),
  };
}

async function receiptFacts(
  { receiptId, today }: RecordReceipt,
  order: OrderState,
  read: FactReader,
): Promise<OrderFacts> {
  const state = await read.state(receipt, receiptId);
  if (state?.status !== 'posting') return {};
  return { receipt: inspected(state), ...(await deliveryFacts(state, { order, today }, read)) };
}

/** What the delivery of a receipt is held against. */
export const deliveryFacts = async (
  { deliveredOn: date }: Pick<ReceiptState, 'deliveredOn'>,
  { order, today }: { readonly order: OrderState; readonly today: BusinessDate },
  read: FactReader,
) => ({
  tolerancePercent: await policyOn(read, 'receipt_tolerance_percent', date),
  dateProblem: await dateProblem(read, { date, today, ...bookedOn(order) }),
});

const withdrawalFacts = async (
  { effectiveAt: date, today }: WithdrawReceipt,
  order: OrderState,
  read: FactReader,
): Promise<OrderFacts> => ({
  dateProblem: await dateProblem(read, { date, today, ...bookedOn(order) }),
});

async function invoiceFacts(invoiceId: string, read: FactReader): Promise<OrderFacts> {
  const state = await read.state(invoice, invoiceId);
  if (!state?.clerk || state.status === 'rejected') return {};
  return { invoice: { lines: state.lines, clerk: state.clerk } };
}

/** Deliveries settle what was ordered before. */
export const bookedOn = (order: OrderState) => ({
  currency: order.currency,
  budgetLineIds: budgetLineIdsOf(order),
  settling: true,
});
