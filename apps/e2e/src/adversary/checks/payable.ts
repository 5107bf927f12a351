import { shown, sum, thousandths, units, type Money } from '../books/amounts.js';
import type { Check, Evidence, Finding } from '../books/evidence.js';
import { availableOf, movesOf, plus, zero } from '../books/line-book.js';
import { PurchaseBook, type OrderedLine } from '../books/purchase-book.js';

type Rule =
  | 'payable.accepted-quantity'
  | 'payable.accepted-value'
  | 'payable.order-line-amount'
  | 'payable.what-the-line-holds';
type Found = Finding & { readonly rule: Rule };

/** What invoices within the tolerance may be above the order's price. */
const above = (ordered: OrderedLine, lines: ReturnType<PurchaseBook['approved']>): bigint =>
  sum(
    lines.map(({ unitPrice, quantity }) => {
      const off = units(unitPrice) - units(ordered.unitPrice);
      return off > 0n ? (off * thousandths(quantity) + 999n) / 1_000n : 0n;
    }),
  );

/** What is approved on an order line is accepted, and within the line's amount. */
function onLine(book: PurchaseBook, of: { orderId: string; orderLine: number; at: string }) {
  const { orderId, orderLine, at } = of;
  const ordered = book.lineOf(orderId, orderLine);
  if (!ordered) return [];
  const lines = book.approved(orderId, orderLine);
  const claimed = sum(lines.map(({ quantity }) => thousandths(quantity)));
  const accepted = book.accepted(orderId, orderLine);
  const whole = thousandths(ordered.quantity);
  const most = accepted < whole ? accepted : whole;
  const found: Found[] = [];
  if (claimed > most) {
    const text = `${at}: order ${orderId} line ${orderLine}: ${claimed} of ${most} thousandths`;
    found.push({ rule: 'payable.accepted-quantity', text });
  }
  const billed = sum(lines.map(({ amount }) => units(amount)));
  const limit = units(ordered.amount) + above(ordered, lines);
  if (billed > limit) {
    const text = `${at}: order ${orderId} line ${orderLine}: ${billed} of ${limit} minor units`;
    found.push({ rule: 'payable.order-line-amount', text });
  }
  return found;
}

function inOrder(book: PurchaseBook, orderId: string, at: string): readonly Found[] {
  if (book.hasSentBack(orderId)) return [];
  const [paid, accepted] = [book.paid(orderId), book.acceptedValue(orderId)];
  if (paid <= accepted) return [];
  const text = `${at}: order ${orderId}: ${paid} paid of ${accepted} accepted (minor units)`;
  return [{ rule: 'payable.accepted-value', text }];
}

function purchases({ events, turns }: Evidence): readonly Found[] {
  const book = new PurchaseBook();
  const isTolerant = turns.some(({ requests }) =>
    requests.some(({ body }) => body['key'] === 'invoice_price_tolerance_percent'),
  );
  return events.flatMap((event) => {
    book.hear(event);
    const { type, id, data, position } = event;
    if (type !== 'InvoiceApproved' && type !== 'PaymentReleased') return [];
    const at = `${type} at ${position}`;
    const invoiceId = type === 'InvoiceApproved' ? id : String(data['invoiceId']);
    const orderId = book.orderOf(invoiceId);
    const lines = book
      .claimsOf(invoiceId)
      .flatMap(({ orderLine }) => onLine(book, { orderId, orderLine, at }));
    const isCash = type === 'PaymentReleased' && !isTolerant;
    return [...lines, ...(isCash ? inOrder(book, orderId, at) : [])];
  });
}

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
    'payable.order-line-amount',
    'payable.what-the-line-holds',
  ],
  find: (evidence) => [...purchases(evidence), ...lines(evidence)],
};
