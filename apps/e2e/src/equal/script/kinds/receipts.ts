import { action, anyOf, empty, someDate, type Kind, type Resource, type World } from '../world.js';

const PATH = 'receipts';
const user = 'receiver';

export interface OrderedLine {
  readonly orderLine: number;
  readonly quantity: string;
  readonly receivedQuantity: string;
  readonly invoicedQuantity: string;
  readonly unitPrice: unknown;
}

export const linesOf = (order: Resource): readonly OrderedLine[] =>
  order['lines'] as readonly OrderedLine[];

const inspection = (receipt: Resource, { random }: World) => ({
  lines: (receipt['lines'] as readonly OrderedLine[]).map(({ orderLine, quantity }) => {
    const rejected = random.chance(0.15) ? 1 : 0;
    const accepted = Number(quantity) - rejected;
    const why = rejected > 0 ? { reason: 'Cassé' } : {};
    return { orderLine, accepted: String(accepted), rejected: String(rejected), ...why };
  }),
});

const reversal = (world: World) => ({ reason: 'Renvoyé', effectiveAt: someDate(world) });

export const receipts: Kind = {
  path: PATH,
  create(world) {
    const { random } = world;
    const orders = world.known('purchase-orders');
    const issued = orders.filter(({ status }) => /issued|partially_received/.test(status));
    const order = issued.at(-1) ?? orders.at(-1);
    if (!order) return undefined;
    const missing = linesOf(order).flatMap(({ orderLine, quantity, receivedQuantity }) => {
      const rest = Number(quantity) - Number(receivedQuantity);
      if (rest < 1) return [];
      const delivered = random.chance(0.6) ? rest : 1 + random.below(rest);
      return [{ orderLine, quantity: String(delivered) }];
    });
    const lines = missing.length > 0 ? missing : [{ orderLine: 1, quantity: '1' }];
    const deliveredOn = someDate(world);
    return { user, path: PATH, body: { purchaseOrderId: order.id, deliveredOn, lines } };
  },
  forward(receipt, world) {
    const of = { path: PATH, id: receipt.id };
    if (receipt.status === 'inspected' && world.random.chance(0.25)) {
      return action(of, 'reverse', { user, body: reversal(world) });
    }
    if (receipt.status === 'inspected') return action(of, 'post', { user });
    if (receipt.status !== 'registered') return undefined;
    return action(of, 'inspect', { user, body: inspection(receipt, world) });
  },
  sideways: (receipt, world) =>
    anyOf(
      { path: PATH, id: receipt.id },
      {
        inspect: [user, () => inspection(receipt, world)],
        post: [user, empty],
        reverse: [user, reversal],
      },
      world,
    ),
};
