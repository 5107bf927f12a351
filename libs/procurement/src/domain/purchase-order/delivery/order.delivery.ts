import {
  firstRefusal,
  moneyJson,
  ok,
  quantityJson,
  quantityOf,
  withPerson,
  type Decision,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import { byBudgetLine, partPrice } from '../../shared/amounts.js';
import { refusalOf } from '../../shared/document.js';
import type { DateFacts } from '../../shared/dates.js';
import { dutyProblem } from '../../shared/segregation.js';
import { amountOn } from '../billing/billing.state.js';
import { priceChanges } from '../billing/pricing/changes.js';
import { reversingProblem } from '../billing/pricing/price.js';
import { valueOn } from '../billing/worth.js';
import { check } from '../order.approval.js';
import type { ExpectReceipt, RecordReceipt } from '../order.commands.js';
import type { OrderEvent } from '../order.events.js';
import { refuse } from '../order.rejections.js';
import { thenOwed } from '../owed/owed.js';
import { askedProblem, receivedOf, type OrderLine, type OrderState } from '../order.state.js';

/** An inspected receipt that may be posted. */
export interface InspectedReceipt {
  readonly deliveredOn: string;
  readonly lines: readonly { readonly orderLine: number; readonly accepted: bigint }[];
  /** Those who registered and inspected it. */
  readonly receivers: readonly Person[];
}

export interface ToleranceFacts {
  /** Percent above the ordered quantity that may be accepted. */
  readonly tolerancePercent: string;
}
interface Recording extends DateFacts, ToleranceFacts {
  readonly receipt: InspectedReceipt;
}
export interface RecordingFacts {
  /** Null if the receipt is not waiting for an answer, or does not exist. */
  readonly delivery: Recording | null;
}

/**
 * The order knows of a registered receipt, so that later acts are held against it. Refused to who
 * has had another duty meanwhile: the goods are registered anew by somebody else.
 */
export function expectReceipt(
  { receiptId, by }: ExpectReceipt,
  state: OrderState,
): Decision<OrderEvent> {
  const problem = dutyProblem('receiver', by, state.parties);
  return ok([
    problem
      ? { type: 'ReceiptRefused', data: { receiptId, refusal: refusalOf(problem) } }
      : { type: 'ReceiptExpected', data: { receiptId, by } },
  ]);
}

/** Why a receipt cannot be counted now; undefined if it can. */
export function recordingProblem(
  by: Person,
  state: OrderState,
  { receipt, tolerancePercent, dateProblem }: Recording,
): Rejection | undefined {
  return firstRefusal(
    check(state, 'issued', 'partially_received', 'fully_received'),
    dutyProblem('receiver', [by, ...receipt.receivers], state.parties),
    deliveryDateProblem(receipt, state),
    dateProblem,
    ...acceptedOf(receipt).map((line) => excessProblem(line, state, tolerancePercent)),
    askedProblem(state),
    reversalProblem(acceptedOf(receipt), state),
  );
}

/** Nothing is delivered before it is ordered. */
export const deliveryDateProblem = (
  { deliveredOn }: Pick<InspectedReceipt, 'deliveredOn'>,
  { reference, effectiveAt = '' }: OrderState,
): Rejection | undefined =>
  deliveredOn < effectiveAt
    ? refuse.delivery_before_order({ deliveredOn, orderedOn: effectiveAt, reference })
    : undefined;

const acceptedOf = ({ lines }: InspectedReceipt): InspectedReceipt['lines'] =>
  lines.filter((line) => line.accepted > 0n);

/** The order counts the accepted goods, or refuses; the receipt waits for the answer. */
export function recordReceipt(
  { receiptId, by }: RecordReceipt,
  state: OrderState,
  { id, delivery }: RecordingFacts & { readonly id: string },
): Decision<OrderEvent> {
  if (delivery === null || isCounted(state, receiptId)) return ok([]);
  const { receipt } = delivery;
  const problem = recordingProblem(by, state, delivery);
  if (problem) {
    const refused = { receiptId, refusal: refusalOf(problem) };
    return ok([{ type: 'ReceiptRefused', data: refused }]);
  }
  const data = {
    receiptId,
    deliveredOn: receipt.deliveredOn,
    ...pricedDelivery(acceptedOf(receipt), state),
    rematch: state.invoices.map((claim) => claim.invoiceId),
    receivers: [...withPerson(receipt.receivers, by)],
    by,
  };
  const counted: OrderEvent = { type: 'ReceiptRecorded', data, effectiveAt: receipt.deliveredOn };
  return ok(thenOwed(state, [counted], { id, on: receipt.deliveredOn }));
}

/** The accepted goods at the order's price, by line and by budget line. */
function pricedDelivery(accepted: InspectedReceipt['lines'], state: OrderState) {
  const parts = accepted.map(({ orderLine, accepted: quantity }) => {
    const line = lineOf(state, orderLine) as OrderLine;
    const { budgetLineId } = line;
    return { line, quantity, budgetLineId, ...priceOfPart(line, state, quantity) };
  });
  const lines = parts.map(({ line, quantity, amountMinor }) => ({
    orderLine: line.orderLine,
    quantity: quantityJson(quantity),
    amount: moneyJson(amountMinor, state.currency),
  }));
  return { lines, budgetLines: deliveryLines(parts, state) };
}

export const isCounted = (state: OrderState, receiptId: string): boolean =>
  state.receipts.some((receipt) => receipt.receiptId === receiptId);

const lineOf = (state: OrderState, orderLine: number): OrderLine | undefined =>
  state.lines.find((line) => line.orderLine === orderLine);

function excessProblem(
  { orderLine, accepted }: InspectedReceipt['lines'][number],
  state: OrderState,
  tolerancePercent: string,
): Rejection | undefined {
  const line = lineOf(state, orderLine);
  if (!line) return refuse.order_line_unknown({ reference: state.reference, orderLine });
  const most = line.quantity + (line.quantity * quantityOf(tolerancePercent)) / 100_000n;
  const left = most - receivedOf(state, orderLine);
  if (accepted <= left) return undefined;
  const words = { quantity: quantityJson(accepted), left: quantityJson(left > 0n ? left : 0n) };
  return refuse.receipt_exceeds_order({ orderLine, ...words });
}

/** The part's price; quantities above the order are accepted at no cost. */
const priceOfPart = (line: OrderLine, state: OrderState, quantity: bigint) => ({
  amountMinor: partPrice({
    reached: receivedOf(state, line.orderLine) + quantity,
    ordered: line.quantity,
    unitPriceMinor: line.unitPriceMinor,
    takenMinor: valueOn(line.orderLine, state.receipts),
  }),
});

interface PricedPart {
  readonly line: OrderLine;
  readonly quantity: bigint;
  readonly budgetLineId: string;
  readonly amountMinor: bigint;
}

/**
 * What budgets is told, by budget line: what the accepted goods are worth more with the receipt. So
 * goods that replace others cost what is open for them, with the prices and credits of those who
 * claim them. What is above the order costs nothing as yet; it is told all the same, as it will
 * cost something when others go back.
 */
function deliveryLines(parts: readonly PricedPart[], state: OrderState) {
  const lines = parts.map(({ line, quantity, amountMinor }) => ({
    ...{ orderLine: line.orderLine, quantity, amountMinor },
  }));
  const receipt = { receiptId: '', deliveredOn: '', lines, budgetLines: [], accruals: {} };
  const after = { ...state, receipts: [...state.receipts, receipt] };
  const going = state.reversals.flatMap((one) => one.budgetLines);
  const changes = priceChanges(after);
  return byBudgetLine(parts).map(({ budgetLineId }) => {
    const change = changes.find((one) => one.budgetLineId === budgetLineId);
    const told = (change?.acceptedMinor ?? 0n) + amountOn(going, budgetLineId);
    return { budgetLineId, amount: moneyJson(told > 0n ? told : 0n, state.currency) };
  });
}

/** What a withdrawn receipt costs in the end is known when budgets has reversed it. */
function reversalProblem(
  accepted: InspectedReceipt['lines'],
  state: OrderState,
): Rejection | undefined {
  const booked = accepted.map(({ orderLine }) => lineOf(state, orderLine)?.budgetLineId ?? '');
  return isRepriced(state) ? reversingProblem(state, booked) : undefined;
}

const isRepriced = ({ adjustments, amendments, granted }: OrderState): boolean =>
  adjustments > 0 || granted.length > 0 || amendments.some(({ status }) => status === 'approved');
