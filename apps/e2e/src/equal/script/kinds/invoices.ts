import { action, anyOf, empty, reason, type Kind } from '../world.js';
import { linesOf } from './receipts.js';

const PATH = 'invoices';
const user = 'invoice-clerk';

export const invoices: Kind = {
  path: PATH,
  create(world) {
    const { random, name, known } = world;
    const orders = known('purchase-orders');
    const received = orders.filter(({ status }) => /_received/.test(status));
    const order = received.at(-1) ?? orders.at(-1);
    if (!order) return undefined;
    const claimed = linesOf(order).flatMap((line) => {
      const open = Number(line.receivedQuantity) - Number(line.invoicedQuantity);
      const quantity = String(random.chance(0.9) ? open : open + 1);
      const { orderLine, unitPrice } = line;
      return open > 0 ? [{ orderLine, quantity, unitPrice }] : [];
    });
    const [first] = linesOf(order);
    const some = [{ orderLine: 1, quantity: '1', unitPrice: first?.unitPrice }];
    const body = {
      vendorId: world.vendorId,
      number: `F-${name}-${known(PATH).length}`,
      ...{ purchaseOrderId: order.id, invoicedOn: '2026-11-12' },
      lines: claimed.length > 0 ? claimed : some,
    };
    return { user, path: PATH, body };
  },
  forward({ id, status }, world) {
    const of = { path: PATH, id };
    if (status === 'matched') return action(of, 'approve', { user: 'certifying-officer' });
    if (status === 'disputed') return action(of, 'settle-dispute', { user, body: reason(world) });
    if (status !== 'exception' || world.random.chance(0.6)) return undefined;
    return action(of, 'reject', { user, body: reason(world) });
  },
  sideways: ({ id }, world) =>
    anyOf(
      { path: PATH, id },
      {
        approve: ['certifying-officer', empty],
        reject: [user, reason],
        dispute: [user, reason],
        'settle-dispute': [user, reason],
      },
      world,
    ),
};
