import { err, ok, type BusinessDate, type Rejection, type Result } from '@tamani/kernel';
import { aggregate, type FactReader } from '@tamani/runtime';
import type {
  ApproveAmendment,
  ShortCloseLine,
} from '../domain/purchase-order/amendment/amendment.commands.js';
import { amendedLines } from '../domain/purchase-order/amendment/amendment.content.js';
import { openAmendment } from '../domain/purchase-order/amendment/amendment.state.js';
import type {
  ApproveOrder,
  ChangeOrder,
  CreateOrder,
  OrderCommand,
  RecordReceipt,
} from '../domain/purchase-order/order.commands.js';
import { inputTotal, type ApprovalLimits } from '../domain/purchase-order/order.content.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { refuse } from '../domain/purchase-order/order.rejections.js';
import {
  budgetLineIdsOf,
  orderTotal,
  runningLines,
  type OrderState,
} from '../domain/purchase-order/order.state.js';
import { inspected, receipt } from '../domain/receipt/receipt.decide.js';
import type { ReceiptState } from '../domain/receipt/receipt.state.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import type { Chain } from '../domain/shared/segregation.js';
import { vendorAwards } from '../domain/vendor-awards/vendor-awards.decide.js';
import { policyOn } from '../published/index.js';
import { dutiful } from '../domain/chain/dutiful.js';
import { orderAdvanceFacts } from './billing/advance.facts.js';
import { billingFacts } from './billing/billing.facts.js';
import { chainOf, withChain } from './chain.facts.js';
import {
  bookingProblem,
  dateProblem,
  projectProblem,
  releaseDateProblem,
  reversedOn,
} from './budgets.js';
import { awardLimits, countedNeeds, vendorFacts } from './policies.js';

/** Which of its acts is which duty. */
const duties = {
  CreateOrder: 'buyer',
  ChangeOrder: 'buyer',
  ProposeAmendment: 'buyer',
  ShortCloseLine: 'buyer',
  ReclaimAdvance: 'buyer',
  ApproveOrder: 'award_approver',
  ApproveAmendment: 'award_approver',
} as const;

/** An order that is being created has its requisition in the command. */
const requisitionOf = (command: OrderCommand, { requisitionId }: OrderState): string =>
  command.type === 'CreateOrder' ? command.requisitionId : requisitionId;

/** With all whose acts the order has let through: nobody can have had another duty meanwhile. */
const chainOfOwn = async (
  command: OrderCommand,
  order: OrderState,
  read: FactReader,
): Promise<Chain> => [...order.parties, ...(await chainOf(read, requisitionOf(command, order)))];

/** Orders read their requisition, vendor and the award's limits; then receipts and invoices. */
export const orderAggregate = aggregate(
  dutiful(purchaseOrder, duties),
  withChain(duties, chainOfOwn, {
    CreateOrder: (command, _, read) => contentFacts(command, command, read),
    ChangeOrder: contentFacts,
    ApproveOrder: approvalFacts,
    RecordReceipt: receiptFacts,
    WithdrawReceipt: async ({ effectiveAt: date, today }, order, read) => ({
      dateProblem: await dateProblem(read, { date, today, ...reversedOn(order) }),
    }),
    ProposeAmendment: async (_, { requisitionId }, read) => ({
      requisition: await read.state(requisition, requisitionId),
    }),
    ApproveAmendment: amendmentFacts,
    ShortCloseLine: endFacts,
    CarryOrderOver: endFacts,
    CancelOrder: endFacts,
    TerminateOrder: endFacts,
    ReclaimAdvance: endFacts,
    CloseOrder: endFacts,
    ...billingFacts,
    ...orderAdvanceFacts,
  }),
  (event) =>
    event.type === 'PurchaseOrderApprovalRefused' || event.type === 'OrderAmendmentRefused'
      ? (event.data.refusal ?? undefined)
      : undefined,
);

/** The date on which an order ends; its commitment is released as it was booked. */
async function endFacts(
  { effectiveAt: date, today }: Pick<ShortCloseLine, 'effectiveAt' | 'today'>,
  _: OrderState,
  read: FactReader,
) {
  return { dateProblem: await releaseDateProblem(read, { date, today }) };
}

/** The award's value at the rate of the date of the reservation. */
async function contentFacts(
  { lines, today }: CreateOrder | ChangeOrder,
  { requisitionId, vendorId }: Pick<OrderState, 'requisitionId' | 'vendorId'>,
  read: FactReader,
) {
  const asked = await read.state(requisition, requisitionId);
  const vendor = await vendorFacts(read, vendorId, today);
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

/** The order as it would be amended; what only gives up money may be settled later. */
async function amendmentFacts(command: ApproveAmendment, order: OrderState, read: FactReader) {
  const proposed = openAmendment(order);
  const lines = amendedLines(order.lines, proposed?.lines ?? []);
  const settling = orderTotal({ ...order, lines }) <= orderTotal(order);
  return approvalFacts({ ...command, settling }, { ...order, lines }, read);
}

interface Approving extends Pick<ApproveOrder, 'effectiveAt' | 'today'> {
  readonly settling?: boolean;
}

async function approvalFacts(command: Approving, order: OrderState, read: FactReader) {
  return {
    requisition: await read.state(requisition, order.requisitionId),
    vendor: await vendorFacts(read, order.vendorId, command.today),
    limits: await approvalLimits(command, order, read),
    awards: await read.state(vendorAwards, order.vendorId),
  };
}

/** The award's value at the rate of the approval's date, which must be usable for its projects. */
async function approvalLimits(
  { effectiveAt: date, today, settling = false }: Approving,
  order: OrderState,
  read: FactReader,
): Promise<Result<ApprovalLimits, Rejection>> {
  const { currency } = order;
  const budgetLineIds = budgetLineIdsOf({ lines: runningLines(order) });
  const { lines } = order;
  const problem =
    (await dateProblem(read, { date, today, currency, budgetLineIds, settling })) ??
    (settling ? null : await projectProblem(read, budgetLineIds)) ??
    (await bookingProblem(read, { date, currency, lines }));
  if (problem) return err(problem);
  const limits = await awardLimits(read, { amountMinor: orderTotal(order), currency, date });
  if (!limits.ok) return limits;
  const needs = await countedNeeds(read, { lines, currency, date });
  if (!needs.ok) return needs;
  const splittingDays = Number(await policyOn(read, 'splitting_days', date));
  return ok({ ...limits.value, needs: needs.value, splittingDays });
}

async function receiptFacts(
  { receiptId, today }: RecordReceipt,
  order: OrderState,
  read: FactReader,
) {
  const state = await read.state(receipt, receiptId);
  if (state?.status !== 'posting') return { delivery: null };
  const facts = await deliveryFacts(state, { order, today }, read);
  return { delivery: { receipt: inspected(state), ...facts } };
}

/** Inputs for counting a receipt. */
export const deliveryFacts = async (
  { deliveredOn: date }: Pick<ReceiptState, 'deliveredOn'>,
  { order, today }: { readonly order: OrderState | null; readonly today: BusinessDate },
  read: FactReader,
) => ({
  tolerancePercent: await policyOn(read, 'receipt_tolerance_percent', date),
  dateProblem: order && (await dateProblem(read, { date, today, ...bookedOn(order) })),
});

/** Deliveries belong to earlier orders. */
export const bookedOn = (order: OrderState) => ({
  currency: order.currency,
  budgetLineIds: budgetLineIdsOf(order),
  settling: true,
});
