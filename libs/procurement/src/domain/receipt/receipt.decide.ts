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
  type FactsOf,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import {
  receiverProblem,
  type InspectedReceipt,
} from '../purchase-order/delivery/order.delivery.js';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import type { OrderState } from '../purchase-order/order.state.js';
import { statusCheck } from '../shared/document.js';
import type {
  CompleteReversal,
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
} from './receipt.state.js';

interface OrderFacts {
  /** Null when there is no order of that id. */
  readonly order: OrderState | null;
}
interface RegistrationFacts extends OrderFacts {
  /** Why the date of delivery cannot be used; null when it can, or there is no order. */
  readonly dateProblem: Rejection | null;
}
export interface ReceiptFacts {
  readonly RegisterReceipt: RegistrationFacts;
  readonly InspectReceipt: OrderFacts;
  readonly PostReceipt: OrderFacts;
  readonly ReverseReceipt: OrderFacts;
  readonly CompleteReversal: OrderFacts;
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
    ReverseReceipt: reverse,
    CompleteReversal: (command, state, facts) =>
      state.status === 'reversed' ? ok([]) : reverse(command, state, facts),
  }),
};

function register(command: RegisterReceipt, _: ReceiptState, facts: RegistrationFacts): Decided {
  const { reference, purchaseOrderId, deliveredOn, lines, by } = command;
  const { order } = facts;
  if (order === null) return err(unknownOrder(purchaseOrderId));
  const problem = firstRefusal(
    orderProblem(order),
    receiverProblem(by, order),
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

/** Lines of an order, each once. */
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

/** Every delivered line is inspected: what is accepted and rejected makes up what came. */
function inspect(
  { lines, by }: InspectReceipt,
  state: ReceiptState,
  { order }: OrderFacts,
): Decided {
  const wrong = check(state, 'registered', 'inspected');
  if (wrong) return err(wrong);
  if (order === null) return err(unknownOrder(state.purchaseOrderId));
  const problem = firstRefusal(
    receiverProblem(by, order),
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

/** The receipt as its order counts it (step one of posting), or why it cannot be posted. */
export function postable(
  receiptId: string,
  state: ReceiptState | null,
): Result<InspectedReceipt, Rejection> {
  if (state === null) return err(refuse.receipt_unknown({ receiptId }));
  const problem = check(state, 'inspected');
  if (problem) return err(problem);
  const { deliveredOn, receivers } = state;
  const lines = state.lines.map(({ orderLine, accepted }) => ({ orderLine, accepted }));
  return ok({ deliveredOn, receivers, lines });
}

function post(
  _: PostReceipt,
  state: ReceiptState,
  { id, order }: FactsOf<ReceiptFacts, 'PostReceipt'>,
): Decided {
  if (state.status !== 'inspected') return ok([]);
  if (order === null) return err(unknownOrder(state.purchaseOrderId));
  const counted = order.receipts.find((r) => r.receiptId === id);
  if (!counted) return ok([]);
  const { reference, purchaseOrderId: orderId, vendorId, deliveredOn } = state;
  const accepted = counted.lines.map(({ orderLine, quantity }) => ({
    orderLine,
    quantity: quantityJson(quantity),
  }));
  const lines = counted.budgetLines.map(({ budgetLineId, amountMinor, final }) => ({
    budgetLineId,
    amount: moneyJson(amountMinor, order.currency),
    final,
  }));
  const data = { reference, orderId, vendorId, deliveredOn, accepted, lines };
  return ok([{ type: 'ReceiptPosted', data, effectiveAt: deliveredOn }]);
}

function reverse(
  command: ReverseReceipt | CompleteReversal,
  state: ReceiptState,
  { id, order }: FactsOf<ReceiptFacts, 'ReverseReceipt'>,
): Decided {
  const { reason, effectiveAt, by } = command;
  const { reference, purchaseOrderId: orderId } = state;
  const wrong = check(state, 'registered', 'inspected', 'posted');
  if (wrong) return err(wrong);
  if (order === null) return err(unknownOrder(orderId));
  if (order.receipts.some((counted) => counted.receiptId === id)) {
    return err(refuse.receipt_still_counted({ reference }));
  }
  const lines = state.posted.map(({ budgetLineId, amountMinor, currency }) => ({
    budgetLineId,
    amount: moneyJson(amountMinor, currency),
  }));
  const data = { reference, orderId, effectiveAt, reason, lines, by };
  return ok([{ type: 'ReceiptReversed', data, effectiveAt }]);
}
