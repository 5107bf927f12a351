import type { Resource } from '../../equal/script/world.js';
import { rounded, shown, sum, thousandths, units, type Money } from '../books/amounts.js';
import { commitmentsOf, type Booked } from '../books/commitment-book.js';
import { all, type Check, type Evidence, type Finding } from '../books/evidence.js';

type Rule =
  | 'commitments.document-amount'
  | 'commitments.booked-rate'
  | 'commitments.nothing-open-when-closed'
  | 'commitments.accrued-is-accepted'
  | 'commitments.missing';
type Found = Finding & { readonly rule: Rule };

const ALIVE = ['issued', 'partially_received', 'fully_received', 'completed', 'on_hold'];

interface LineAmount {
  readonly budgetLineId: string;
  readonly amount: Money;
}
const on = (lineId: string, amounts: unknown): bigint =>
  sum(
    (amounts as readonly LineAmount[])
      .filter(({ budgetLineId }) => budgetLineId === lineId)
      .map(({ amount }) => units(amount)),
  );

interface OrderedLine extends LineAmount {
  readonly quantity: string;
  readonly receivedQuantity: string;
  readonly unitPrice: Money;
}
/** What an order costs beyond its price, on a budget line: as budgets has granted it. */
function grantedOn(order: Resource, lineId: string, { events }: Evidence): bigint {
  const own = events.filter(({ id }) => id === order.id);
  const granted = new Set(
    own.filter(({ type }) => type === 'PriceAdjusted').map(({ data }) => data['adjustmentId']),
  );
  return sum(
    own.map(({ type, data }) => {
      if (type === 'CreditBooked') return -on(lineId, data['lines']);
      if (type !== 'PriceAdjustmentRequested' || !granted.has(data['adjustmentId'])) return 0n;
      const lines = data['lines'] as readonly PricedLine[];
      const line = lines.find(({ budgetLineId }) => budgetLineId === lineId);
      return line ? units(line.accepted) + units(line.open) : 0n;
    }),
  );
}
interface PricedLine {
  readonly budgetLineId: string;
  readonly accepted: Money;
  readonly open: Money;
}

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** At the rate at which it was booked; of several, within them. Each step may round once. */
function isAtItsRate({ open, openDocument, whole, wholeDocument, rates, steps }: Booked): boolean {
  const one = { amount: whole, document: wholeDocument };
  const offs = (rates.length > 1 ? [...rates, one] : [one]).map(({ amount, document }) => ({
    off: open * document - amount * openDocument,
    most: BigInt(steps + 1) * size(document),
  }));
  return offs.some(({ off, most }) => off >= -most) && offs.some(({ off, most }) => off <= most);
}

function differences(booked: Booked, order: Resource, evidence: Evidence): readonly Found[] {
  const { lineId, open, openDocument, whole, wholeDocument, held } = booked;
  const isAlive = ALIVE.includes(order.status);
  const at = `order ${order.id} (${order.status}) on ${lineId}`;
  const agreed = on(lineId, order['lines']) + grantedOn(order, lineId, evidence);
  const expected = isAlive ? agreed - booked.accruedDocument : sum(held.values());
  const found: Found[] = [];
  if (expected !== openDocument) {
    const text = `${at}: open ${expected}, booked ${openDocument} (minor units of the order's)`;
    found.push({ rule: 'commitments.document-amount', text });
  }
  const isExact = openDocument === 0n ? open === 0n : isAtItsRate(booked);
  if (!isExact) {
    const text = `${at}: ${shown(open)} of ${shown(whole)} for ${openDocument} of ${wholeDocument}`;
    found.push({ rule: 'commitments.booked-rate', text });
  }
  const unliquidated = open + booked.accrued - booked.settled;
  if (order.status === 'closed' && (unliquidated !== 0n || booked.advances !== 0n)) {
    const [a, b] = [shown(unliquidated), shown(booked.advances)];
    const text = `${at}: unliquidated ${a}, advances ${b}`;
    found.push({ rule: 'commitments.nothing-open-when-closed', text });
  }
  return found;
}

const LIVE_INVOICE = /^(?!rejected|cancelled)/;

/** No invoice of another price, no credit note, nothing above the order: what it costs is plain. */
function isPlain(order: Resource, evidence: Evidence): boolean {
  const of = (path: 'invoices' | 'credit-notes' | 'receipts') =>
    all(evidence, path).filter((one) => one['purchaseOrderId'] === order.id);
  const lines = order['lines'] as readonly (OrderedLine & { readonly orderLine: number })[];
  const priceOf = (orderLine: number) =>
    units(
      lines.find((line) => line.orderLine === orderLine)?.unitPrice ?? lines[0]?.unitPrice ?? NO,
    );
  const invoiced = of('invoices')
    .filter(({ status }) => LIVE_INVOICE.test(status))
    .flatMap((one) => one['lines'] as readonly (OrderedLine & { readonly orderLine: number })[]);
  const everReceived = (orderLine: number): bigint =>
    sum(
      of('receipts')
        .flatMap((one) => one['lines'] as readonly { orderLine: number; quantity: string }[])
        .filter((line) => line.orderLine === orderLine)
        .map(({ quantity }) => thousandths(quantity)),
    );
  return (
    of('credit-notes').every(({ status }) => status !== 'approved') &&
    invoiced.every(({ orderLine, unitPrice }) => units(unitPrice) === priceOf(orderLine)) &&
    lines.every(({ orderLine, quantity }) => everReceived(orderLine) <= thousandths(quantity))
  );
}
const NO: Money = { amount: '0', currency: 'USD' };

/** What budgets has accrued of an order is what is accepted, at the price that is agreed now. */
function accruals(booked: Booked, order: Resource, evidence: Evidence): readonly Found[] {
  if (!isPlain(order, evidence)) return [];
  const lines = (order['lines'] as readonly OrderedLine[]).filter(
    ({ budgetLineId }) => budgetLineId === booked.lineId,
  );
  const accepted = sum(
    lines.map(({ amount, quantity, receivedQuantity, unitPrice }) => {
      const [part, whole] = [thousandths(receivedQuantity), thousandths(quantity)];
      return part >= whole ? units(amount) : rounded(part * units(unitPrice), 1_000n);
    }),
  );
  const expected = accepted - sum(booked.held.values());
  const off = BigInt(lines.length * (booked.steps + 2));
  if (size(expected - booked.accruedDocument) <= off) return [];
  const at = `order ${order.id} (${order.status}) on ${booked.lineId}`;
  const text = `${at}: ${booked.accruedDocument} accrued, ${expected} accepted`;
  return [{ rule: 'commitments.accrued-is-accepted', text }];
}

/** An order that is on its way is committed on each of its lines. */
function missing(evidence: Evidence, book: ReadonlyMap<string, Booked>): readonly Found[] {
  return all(evidence, 'purchase-orders')
    .filter(({ status }) => ALIVE.includes(status))
    .flatMap((order) =>
      (order['lines'] as readonly LineAmount[])
        .filter(({ budgetLineId }) => !book.has(`${order.id} ${budgetLineId}`))
        .map(({ budgetLineId }) => ({
          rule: 'commitments.missing' as const,
          text: `order ${order.id} (${order.status}) on ${budgetLineId}`,
        })),
    );
}

/** What is open of each order is open on its lines, at the rate at which it was booked. */
export const commitments: Check<Rule> = {
  rules: [
    'commitments.document-amount',
    'commitments.booked-rate',
    'commitments.nothing-open-when-closed',
    'commitments.accrued-is-accepted',
    'commitments.missing',
  ],
  find(evidence) {
    const book = commitmentsOf(evidence);
    const orders = new Map(all(evidence, 'purchase-orders').map((order) => [order.id, order]));
    const found = [...book.values()].flatMap((booked) => {
      const order = orders.get(booked.orderId);
      return order
        ? [...differences(booked, order, evidence), ...accruals(booked, order, evidence)]
        : [];
    });
    return [...found, ...missing(evidence, book)];
  },
};
