import type { MoneyJson } from '@tamani/kernel';
import type { Resource } from '../../../equal/script/world.js';
import {
  act,
  because,
  byId,
  create,
  day,
  linesOf,
  money,
  minorOf,
  nothing,
  oneOf,
  partOf,
  quantity,
  thousandths,
  type Act,
  type Scene,
} from '../act.js';

const path = 'invoices';
const clerk = ['invoice-clerk'] as const;
const both = ['certifying-officer', 'invoice-clerk'] as const;

/** The order's price, or one that is a little off. */
function price({ random }: Scene, ordered: MoneyJson): MoneyJson {
  if (random.chance(0.75)) return ordered;
  const off = BigInt(1 + random.below(3));
  const minor = minorOf(ordered) + (random.chance(0.5) ? off : -off);
  return minor > 0n ? money(minor, ordered.currency) : ordered;
}

/** What is received and not invoiced yet; now and then what is still to come. */
function billed(scene: Scene, order: Resource) {
  const early = scene.random.chance(0.08);
  return linesOf(order).flatMap((line) => {
    const reached = thousandths(line[early ? 'quantity' : 'receivedQuantity']);
    const most = Math.min(reached, thousandths(line['quantity']));
    const rest = most - thousandths(line['invoicedQuantity']);
    if (rest < 1) return [];
    const unitPrice = price(scene, line['unitPrice'] as MoneyJson);
    return [{ orderLine: line['orderLine'], quantity: quantity(partOf(scene, rest)), unitPrice }];
  });
}

/** An invoice of the order with one of the statuses. */
const ofOrder = (scene: Scene, orderId: string, ...statuses: string[]): Resource | undefined =>
  scene
    .all(path)
    .find((one) => one['purchaseOrderId'] === orderId && statuses.includes(one.status));

export const invoices: readonly Act[] = [
  create(path, {
    ...{ roles: clerk, weight: 30 },
    body(scene) {
      const statuses = ['issued', 'partially_received', 'fully_received', 'terminated'];
      const order = oneOf(scene, 'purchase-orders', ...statuses);
      const lines = order ? billed(scene, order) : [];
      if (!order || lines.length === 0) return undefined;
      const { vendorId, effectiveAt } = order as Resource & Record<string, string>;
      const number = `F-${scene.n}`;
      const invoicedOn = day(scene, effectiveAt);
      const body = { vendorId, number, purchaseOrderId: order.id, invoicedOn, lines };
      const ended = scene.random.chance(0.3) && ofOrder(scene, order.id, 'rejected', 'cancelled');
      return ended ? { ...body, number: ended['number'], replaces: ended.id } : body;
    },
  }),
  act(path, 'approve', {
    ...{ roles: ['certifying-officer'], weight: 30, from: ['matched'] },
    body: ({ random }) => (random.chance(0.5) ? {} : { writeOffAcknowledged: 'Credited' }),
  }),
  act(path, 'approve', {
    ...{ roles: ['certifying-officer'], weight: 3, from: ['exception'] },
    body: nothing,
  }),
  act(path, 'correct', {
    ...{ roles: clerk, weight: 4, from: ['matched', 'exception'] },
    body(scene, { invoicedOn, ...invoice }) {
      const order = byId(scene, 'purchase-orders', invoice['purchaseOrderId']);
      const ordered = order ? linesOf(order) : [];
      const lines = linesOf(invoice as Resource).map(({ orderLine, quantity: billed, ...line }) => {
        const of = ordered.find((one) => one['orderLine'] === orderLine);
        const unitPrice = price(scene, (of ?? line)['unitPrice'] as MoneyJson);
        return { orderLine, unitPrice, quantity: quantity(partOf(scene, thousandths(billed))) };
      });
      return { lines, invoicedOn, reason: 'Typed wrongly' };
    },
  }),
  act(path, 'cancel', {
    ...{ roles: both, weight: 2, from: ['matched', 'exception', 'approved_for_payment'] },
    body: because,
  }),
  act(path, 'reject', {
    ...{ roles: both, weight: 3, from: ['matched', 'exception', 'approved_for_payment'] },
    body: because,
  }),
  act(path, 'dispute', {
    ...{ roles: both, weight: 1, from: ['matched', 'exception', 'approved_for_payment'] },
    body: because,
  }),
  act(path, 'settle-dispute', { ...{ roles: both, weight: 6, from: ['disputed'] }, body: because }),
];
