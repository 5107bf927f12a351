import {
  act,
  byId,
  create,
  day,
  has,
  linesOf,
  nothing,
  oneOf,
  partOf,
  quantity,
  thousandths,
  type Act,
} from '../act.js';

const path = 'receipts';
const roles = ['receiver'] as const;

export const receipts: readonly Act[] = [
  create(path, {
    ...{ roles, weight: 28 },
    body(scene) {
      const order = oneOf(scene, 'purchase-orders', 'issued', 'partially_received');
      if (!order) return undefined;
      const open = { purchaseOrderId: order.id };
      if (has(scene, path, { ...open, status: 'registered' })) return undefined;
      if (has(scene, path, { ...open, status: 'inspected' })) return undefined;
      const lines = linesOf(order).flatMap(({ orderLine, ...line }) => {
        const rest = thousandths(line['quantity']) - thousandths(line['receivedQuantity']);
        return rest < 1 ? [] : [{ orderLine, quantity: quantity(partOf(scene, rest)) }];
      });
      if (lines.length === 0) return undefined;
      const some = scene.random.chance(0.8) ? lines : lines.slice(0, 1);
      const deliveredOn = day(scene, order['effectiveAt']);
      return { purchaseOrderId: order.id, deliveredOn, lines: some };
    },
  }),
  act(path, 'inspect', {
    ...{ roles, weight: 30, from: ['registered'] },
    body: (scene, receipt) => ({
      lines: linesOf(receipt).map(({ orderLine, quantity: delivered }) => {
        const whole = thousandths(delivered);
        const rejected = scene.random.chance(0.12) ? partOf(scene, whole) : 0;
        const [accepted, not] = [quantity(whole - rejected), quantity(rejected)];
        return { orderLine, accepted, rejected: not, ...(rejected > 0 && { reason: 'Broken' }) };
      }),
    }),
  }),
  act(path, 'post', { ...{ roles, weight: 30, from: ['inspected'] }, body: nothing }),
  act(path, 'reverse', {
    ...{ roles, weight: 4, from: ['registered', 'inspected', 'posted'] },
    body: (scene, receipt) => ({
      reason: 'Sent back',
      effectiveAt: day(scene, receipt['deliveredOn']),
    }),
  }),
];

/** The day from which an order's payments can follow. */
export const lastDelivery = (scene: Parameters<Act['body']>[0], orderId: unknown): unknown =>
  scene
    .all(path)
    .filter((receipt) => receipt['purchaseOrderId'] === orderId && receipt.status === 'posted')
    .map((receipt) => String(receipt['deliveredOn']))
    .sort()
    .at(-1) ?? byId(scene, 'purchase-orders', orderId)?.['effectiveAt'];
