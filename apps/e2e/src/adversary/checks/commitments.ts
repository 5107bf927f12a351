import type { Resource } from '../../equal/script/world.js';
import { rounded, shown, sum, thousandths, units, type Money } from '../books/amounts.js';
import { commitmentsOf, type Booked } from '../books/commitment-book.js';
import { all, type Check, type Evidence, type Finding } from '../books/evidence.js';

type Rule =
  | 'commitments.document-amount'
  | 'commitments.booked-rate'
  | 'commitments.nothing-open-when-closed'
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
interface Open {
  readonly document: bigint;
  /** What the parts of its deliveries may round, since an amendment has priced them anew. */
  readonly off: bigint;
}

/** What the order itself says is still to come on a budget line, in its own currency. */
function openOf(order: Resource, lineId: string, evidence: Evidence): Open {
  if (!ALIVE.includes(order.status)) return { document: 0n, off: 0n };
  const posted = all(evidence, 'receipts').filter(
    (receipt) => receipt['purchaseOrderId'] === order.id && receipt.status === 'posted',
  );
  const whole = on(lineId, order['lines']);
  if (!isAmended(order)) {
    const received = sum(posted.map(({ amounts }) => on(lineId, amounts)));
    return { document: whole - received, off: 0n };
  }
  const lines = (order['lines'] as readonly OrderedLine[]).filter(
    ({ budgetLineId }) => budgetLineId === lineId,
  );
  const received = sum(
    lines.map(({ amount, quantity, receivedQuantity, unitPrice }) => {
      const [part, all] = [thousandths(receivedQuantity), thousandths(quantity)];
      return part >= all ? units(amount) : rounded(part * units(unitPrice), 1_000n);
    }),
  );
  const off = lines.length * all(evidence, 'receipts').length;
  return { document: whole - received, off: posted.length === 0 ? 0n : BigInt(off) };
}

const isAmended = ({ amendments }: Resource & { readonly amendments?: unknown }): boolean =>
  ((amendments ?? []) as readonly { readonly status: string }[]).some(
    ({ status }) => status === 'approved',
  );

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

function differences(booked: Booked, order: Resource, evidence: Evidence): readonly Found[] {
  const { lineId, open, openDocument, whole, wholeDocument, held, steps } = booked;
  const isAlive = ALIVE.includes(order.status);
  const at = `order ${order.id} (${order.status}) on ${lineId}`;
  const of = openOf(order, lineId, evidence);
  const expected = of.document + sum(held.values()) + (isAlive ? booked.repricedOpen : 0n);
  const found: Found[] = [];
  if (size(expected - openDocument) > of.off) {
    const text = `${at}: open ${expected}, booked ${openDocument} (minor units of the order's)`;
    found.push({ rule: 'commitments.document-amount', text });
  }
  const off = open * wholeDocument - whole * openDocument;
  const most = BigInt(steps + 1) * size(wholeDocument);
  const isExact = openDocument === 0n ? open === 0n : size(off) <= most;
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
    'commitments.missing',
  ],
  find(evidence) {
    const book = commitmentsOf(evidence);
    const orders = new Map(all(evidence, 'purchase-orders').map((order) => [order.id, order]));
    const found = [...book.values()].flatMap((booked) => {
      const order = orders.get(booked.orderId);
      return order ? differences(booked, order, evidence) : [];
    });
    return [...found, ...missing(evidence, book)];
  },
};
