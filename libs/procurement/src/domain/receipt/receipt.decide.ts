import {
  decideBy,
  err,
  firstRefusal,
  moneyJson,
  ok,
  quantityJson,
  quantityOf,
  type Decider,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import {
  deliveryDateProblem,
  recordingProblem,
  type InspectedReceipt,
  type ToleranceFacts,
} from '../purchase-order/delivery/order.delivery.js';
import { withdrawalProblem } from '../purchase-order/delivery/order.withdrawal.js';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import type { OrderState } from '../purchase-order/order.state.js';
import { statusCheck } from '../shared/document.js';
import type {
  AcceptPosting,
  AcceptReversal,
  InspectReceipt,
  PostReceipt,
  ReceiptCommand,
  RegisterReceipt,
  ReverseReceipt,
} from './receipt.commands.js';
import { receiptEvents, type ReceiptEvent } from './receipt.events.js';
import { refuse } from './receipt.rejections.js';
import {
  evolveReceipt,
  initialReceipt,
  type ReceiptState,
  type ReceiptStatus,
  type Reversal,
} from './receipt.state.js';

interface OrderFacts {
  /** Null if there is no order with that id. */
  readonly order: OrderState | null;
}
interface DatedFacts extends OrderFacts {
  /** Why the date cannot be used; null if it can, or there is no order. */
  readonly dateProblem: Rejection | null;
}
export interface ReceiptFacts {
  readonly RegisterReceipt: DatedFacts;
  readonly InspectReceipt: OrderFacts;
  readonly PostReceipt: DatedFacts & ToleranceFacts;
  readonly ReverseReceipt: DatedFacts;
}
type Decided = Decision<ReceiptEvent>;
const check = statusCheck<ReceiptStatus>(refuse.receipt_wrong_status);

export const receipt: Decider<ReceiptState, ReceiptCommand, ReceiptEvent, ReceiptFacts> = {
  category: 'procurement.Receipt',
  events: receiptEvents,
  initial: initialReceipt,
  evolve: evolveReceipt,
  decide: decideBy<ReceiptState, ReceiptCommand, ReceiptEvent, ReceiptFacts>({
    RegisterReceipt: register,
    InspectReceipt: inspect,
    PostReceipt: post,
    AcceptPosting: acceptPosting,
    RefusePosting: ({ refusal }, { status }) =>
      ok(status === 'posting' ? [{ type: 'ReceiptPostingRefused', data: { refusal } }] : []),
    ReverseReceipt: reverse,
    AcceptReversal: acceptReversal,
    RefuseReversal: ({ refusal }, { status }) =>
      ok(status === 'reversing' ? [{ type: 'ReceiptReversalRefused', data: { refusal } }] : []),
  }),
};

function register(command: RegisterReceipt, _: ReceiptState, facts: DatedFacts): Decided {
  const { reference, purchaseOrderId, deliveredOn, lines, by } = command;
  const { order } = facts;
  if (order === null) return err(unknownOrder(purchaseOrderId));
  const problem = firstRefusal(
    orderProblem(order),
    deliveryDateProblem(command, order),
    facts.dateProblem,
    linesProblem(lines, order),
  );
  if (problem) return err(problem);
  const document = { reference, purchaseOrderId, vendorId: order.vendorId, deliveredOn, by };
  const data = { ...document, lines: lines.map((line) => ({ ...line })) };
  return ok([{ type: 'ReceiptRegistered', data }]);
}

const unknownOrder = (orderId: string): Rejection => refuseOrder.order_unknown({ orderId });

function orderProblem({ reference, status }: OrderState): Rejection | undefined {
  return ['issued', 'partially_received', 'fully_received'].includes(status)
    ? undefined
    : refuse.order_not_receivable({ reference, status });
}

/** Lines of an order, without duplicates. */
export function linesProblem(
  lines: readonly { readonly orderLine: number }[],
  order: OrderState,
): Rejection | undefined {
  const seen = new Set<number>();
  for (const { orderLine } of lines) {
    if (!order.lines.some((line) => line.orderLine === orderLine)) {
      return refuseOrder.order_line_unknown({ reference: order.reference, orderLine });
    }
    if (seen.has(orderLine)) return refuseOrder.line_twice({ orderLine });
    seen.add(orderLine);
  }
  return undefined;
}

/** Every delivered line is inspected: accepted plus rejected equals delivered. */
function inspect(
  { lines, by }: InspectReceipt,
  state: ReceiptState,
  { order }: OrderFacts,
): Decided {
  const wrong = check(state, 'registered', 'inspected');
  if (wrong) return err(wrong);
  if (order === null) return err(unknownOrder(state.purchaseOrderId));
  const problem = firstRefusal(
    linesProblem(lines, order),
    ...lines.map(reasonProblem),
    ...state.lines.map((delivered) => inspectionProblem(delivered, lines)),
    ...lines.map((line) => strayProblem(line, state)),
  );
  if (problem) return err(problem);
  const inspected = lines.map(({ orderLine, accepted, rejected, reason }) => ({
    orderLine,
    accepted,
    rejected,
    reason: reason ?? null,
  }));
  return ok([{ type: 'ReceiptInspected', data: { lines: inspected, by } }]);
}

type InspectedLine = InspectReceipt['lines'][number];

const reasonProblem = ({ orderLine, rejected, reason }: InspectedLine): Rejection | undefined =>
  quantityOf(rejected) > 0n && reason === undefined
    ? refuse.rejection_reason_required({ orderLine })
    : undefined;

function inspectionProblem(
  { orderLine, quantity }: ReceiptState['lines'][number],
  lines: readonly InspectedLine[],
): Rejection | undefined {
  const line = lines.find((l) => l.orderLine === orderLine);
  const sum = line ? quantityOf(line.accepted) + quantityOf(line.rejected) : undefined;
  if (sum === quantity) return undefined;
  return refuse.inspection_lines_differ({ orderLine, quantity: quantityJson(quantity) });
}

const strayProblem = ({ orderLine }: InspectedLine, state: ReceiptState): Rejection | undefined =>
  state.lines.some((line) => line.orderLine === orderLine)
    ? undefined
    : refuse.inspection_lines_differ({ orderLine, quantity: '0' });

/** The receipt in the form counted by its order. */
export const inspected = ({ deliveredOn, receivers, lines }: ReceiptState): InspectedReceipt => ({
  deliveredOn,
  receivers,
  lines: lines.map(({ orderLine, accepted }) => ({ orderLine, accepted })),
});

/** The order decides; what it would refuse now is refused here, and nothing is written. */
function post(
  { by, today }: PostReceipt,
  state: ReceiptState,
  { order, ...facts }: ReceiptFacts['PostReceipt'],
): Decided {
  const { purchaseOrderId: orderId } = state;
  if (order === null) return err(unknownOrder(orderId));
  const problem =
    check(state, 'inspected') ??
    recordingProblem(by, order, { ...facts, receipt: inspected(state) });
  if (problem) return err(problem);
  const data = { orderId, by, requestedOn: today };
  return ok([{ type: 'ReceiptPostingRequested', data }]);
}

function acceptPosting({ accepted, lines }: AcceptPosting, state: ReceiptState): Decided {
  if (state.status !== 'posting') return ok([]);
  const { reference, purchaseOrderId: orderId, vendorId, deliveredOn } = state;
  const document = { reference, orderId, vendorId, deliveredOn };
  const data = { ...document, accepted: [...accepted], lines: [...lines] };
  return ok([{ type: 'ReceiptPosted', data, effectiveAt: deliveredOn }]);
}

/** An unposted receipt is reversed at once; for a posted one the order decides. */
function reverse(
  command: ReverseReceipt,
  state: ReceiptState,
  facts: ReceiptFacts['ReverseReceipt'] & { readonly id: string },
): Decided {
  const { reason, effectiveAt, by, today } = command;
  const { status, purchaseOrderId: orderId } = state;
  const problem = check(state, 'registered', 'inspected', 'posted');
  if (problem) return err(problem);
  const reversal = { reason, effectiveAt, by };
  if (status !== 'posted') return ok([reversed(state, reversal)]);
  if (facts.order === null) return err(unknownOrder(orderId));
  const refusal = withdrawalProblem(
    { receiptId: facts.id, effectiveAt, by },
    facts.order,
    facts.dateProblem,
  );
  if (refusal) return err(refusal);
  const data = { orderId, ...reversal, requestedOn: today };
  return ok([{ type: 'ReceiptReversalRequested', data }]);
}

function acceptReversal(_: AcceptReversal, state: ReceiptState): Decided {
  const { status, reversal } = state;
  return ok(status === 'reversing' && reversal ? [reversed(state, reversal)] : []);
}

function reversed(state: ReceiptState, reversal: Reversal): ReceiptEvent {
  const { reference, purchaseOrderId: orderId } = state;
  const lines = state.posted.map(({ budgetLineId, amountMinor, currency }) => ({
    budgetLineId,
    amount: moneyJson(amountMinor, currency),
  }));
  const data = { reference, orderId, ...reversal, lines };
  return { type: 'ReceiptReversed', data, effectiveAt: reversal.effectiveAt };
}
