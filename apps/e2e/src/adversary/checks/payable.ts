import { shown, sum, thousandths, units, type Money } from '../books/amounts.js';
import type { Check, Evidence, Finding } from '../books/evidence.js';
import { availableOf, movesOf, plus, zero } from '../books/line-book.js';
import type { LogEvent } from '../system/system.js';
import { PurchaseBook, type OrderedLine } from '../books/purchase-book.js';

type Rule =
  | 'payable.accepted-quantity'
  | 'payable.accepted-value'
  | 'payable.advance'
  | 'payable.order-line-amount'
  | 'payable.what-the-line-holds'
  | 'payable.received-above-order'
  | 'payable.ordered-above-request';
type Found = Finding & { readonly rule: Rule };

/** What invoices within the tolerance may be above the order's price. */
const above = (ordered: OrderedLine, lines: ReturnType<PurchaseBook['approved']>): bigint =>
  sum(
    lines.map(({ unitPrice, quantity }) => {
      const off = units(unitPrice) - units(ordered.unitPrice);
      return off > 0n ? (off * thousandths(quantity) + 999n) / 1_000n : 0n;
    }),
  );

/** Above what was ordered, in per cent, that a tolerant world accepts. */
const TOLERATED = 10n;

/** What is accepted in all is not above the order, but for the tolerance. */
function received(book: PurchaseBook, { id, data, position }: LogEvent, isTolerant: boolean) {
  const lines = data['lines'] as readonly { readonly orderLine: number }[];
  return lines.flatMap(({ orderLine }): readonly Found[] => {
    const accepted = book.accepted(id, orderLine);
    const ordered = thousandths(book.lineOf(id, orderLine)?.quantity ?? '0');
    if (accepted * 100n <= ordered * (100n + (isTolerant ? TOLERATED : 0n))) return [];
    const text = `order ${id} line ${orderLine} at ${position}: ${accepted} of ${ordered}`;
    return [{ rule: 'payable.received-above-order', text }];
  });
}

/** What is ordered in all is not above what was asked for. */
function ordered(book: PurchaseBook, { id, position }: LogEvent): readonly Found[] {
  return book.overOrdered(id).map((line) => ({
    rule: 'payable.ordered-above-request',
    text: `order ${id} at ${position}: line ${line} of its requisition`,
  }));
}

/**
 * What is approved on an order line is accepted, and within the line's amount. When money leaves,
 * others count with what was paid of them: of the rest, the order lets nothing out.
 */
interface OnLine {
  readonly orderId: string;
  /** Of the invoice that is paid; null when one is approved. */
  readonly paying: string | null;
  readonly orderLine: number;
  readonly at: string;
  readonly isTolerant: boolean;
}

function onLine(book: PurchaseBook, of: OnLine) {
  const { orderId, orderLine, paying, at, isTolerant } = of;
  const ordered = book.lineOf(orderId, orderLine);
  if (!ordered) return [];
  const lines = book.approved(orderId, orderLine);
  const gone = book.notClaimed(orderId, orderLine);
  const waiting = paying === null ? 0n : book.notPaidByOthers(paying, orderLine);
  const all = sum(lines.map(({ quantity }) => thousandths(quantity)));
  const claimed = all - gone.quantity - waiting;
  const accepted = book.accepted(orderId, orderLine);
  const whole = thousandths(ordered.quantity);
  const most = accepted < whole ? accepted : whole;
  const found: Found[] = [];
  if (claimed > most) {
    const text = `${at}: order ${orderId} line ${orderLine}: ${claimed} of ${most} thousandths`;
    found.push({ rule: 'payable.accepted-quantity', text });
  }
  const billed = sum(lines.map(({ amount }) => units(amount))) - gone.amount;
  const limit = units(ordered.amount) + (isTolerant ? above(ordered, lines) : 0n);
  if (billed > limit) {
    const text = `${at}: order ${orderId} line ${orderLine}: ${billed} of ${limit} minor units`;
    found.push({ rule: 'payable.order-line-amount', text });
  }
  return found;
}

function inOrder(book: PurchaseBook, orderId: string, at: string): readonly Found[] {
  const [paid, accepted] = [book.paid(orderId), book.acceptedValue(orderId)];
  if (paid <= accepted) return [];
  const text = `${at}: order ${orderId}: ${paid} paid of ${accepted} accepted (minor units)`;
  return [{ rule: 'payable.accepted-value', text }];
}

/** What is out before the goods is within what the order allows. */
function ahead(book: PurchaseBook, { id, position }: LogEvent): readonly Found[] {
  const [out, most] = [book.outstanding(id), book.allowed(id)];
  if (out <= most) return [];
  const text = `order ${id} at ${position}: ${out} of ${most} in advance (minor units)`;
  return [{ rule: 'payable.advance', text }];
}

/**
 * Goods that went back while the invoice was approved: it has not been matched since, and is an
 * exception as soon as it is, unless it is disputed before. Until then the order lets no payment
 * out, which is checked by itself.
 */
function isOvertaken(events: readonly LogEvent[], approved: LogEvent, orderId: string): boolean {
  const withdrawn = events.findLast(
    ({ type, id, position }) =>
      type === 'ReceiptWithdrawn' && id === orderId && position < approved.position,
  );
  if (!withdrawn) return false;
  const matched = events.find(
    ({ type, id, position }) =>
      /^Invoice(Matched|ExceptionFound|Disputed)$/.test(type) &&
      id === approved.id &&
      position > withdrawn.position,
  );
  if (!matched || matched.position < approved.position) return false;
  return matched.type !== 'InvoiceMatched';
}

function purchases({ events, turns }: Evidence): readonly Found[] {
  const book = new PurchaseBook();
  const isTolerant = turns.some(({ requests }) =>
    requests.some(({ body }) => body['key'] === 'invoice_price_tolerance_percent'),
  );
  return events.flatMap((event) => {
    book.hear(event);
    const { type, id, data, position } = event;
    if (type === 'ReceiptRecorded') return received(book, event, isTolerant);
    if (type === 'PurchaseOrderIssued' || type === 'PurchaseOrderAmended')
      return ordered(book, event);
    if (type === 'AdvanceCleared') return ahead(book, event);
    const at = `${type} at ${position}`;
    if (type === 'InvoiceApproved') {
      const orderId = book.orderOf(id);
      if (isOvertaken(events, event, orderId)) return [];
      return onLines(book, id, { orderId, paying: null, at, isTolerant });
    }
    if (type !== 'PaymentCleared') return [];
    const paying = String(data['invoiceId']);
    const orderId = book.orderOf(paying);
    const lines = onLines(book, paying, { orderId, paying, at, isTolerant });
    return isTolerant ? lines : [...lines, ...inOrder(book, orderId, at)];
  });
}

/** The same on all lines of an invoice. */
const onLines = (book: PurchaseBook, invoiceId: string, of: Omit<OnLine, 'orderLine'>) =>
  book.claimsOf(invoiceId).flatMap(({ orderLine }) => onLine(book, { ...of, orderLine }));

/** Cash at the rates of the deliveries is never above what the line holds. */
function lines(evidence: Evidence): readonly Found[] {
  return [...movesOf(evidence)].flatMap(([line, moves]) => {
    const caps = evidence.events.filter(
      ({ type, id }) => type === 'OverrunAuthorised' && id === line,
    );
    let figures = zero;
    return moves.flatMap((move, index) => {
      figures = plus(figures, move);
      const { event } = move;
      const isLast = moves[index + 1]?.event.commandId !== event.commandId;
      if (!isLast || (move.by.P ?? 0n) <= 0n) return [];
      const cap = caps.filter(({ position }) => position < event.position).at(-1);
      const most = figures.A + (cap ? units(cap.data['cap'] as Money) : 0n);
      if (figures.S + figures.V <= most) return [];
      const paid = shown(figures.S + figures.V);
      const left = shown(availableOf(figures));
      const text = `${line} at ${event.position}: ${paid} of ${shown(most)}; available ${left}`;
      return [{ rule: 'payable.what-the-line-holds' as const, text }];
    });
  });
}

/** Nothing is payable or paid beyond what is accepted, ordered and held. */
export const payable: Check<Rule> = {
  rules: [
    'payable.accepted-quantity',
    'payable.accepted-value',
    'payable.advance',
    'payable.order-line-amount',
    'payable.what-the-line-holds',
    'payable.received-above-order',
    'payable.ordered-above-request',
  ],
  find: (evidence) => [...purchases(evidence), ...lines(evidence)],
};
