import {
  action,
  anyOf,
  empty,
  reason,
  someDate,
  type Kind,
  type Resource,
  type World,
} from '../world.js';

const PATH = 'purchase-orders';
const user = 'buyer';
const award = { method: 'direct', waiverReason: 'Seul concessionnaire agréé' };

interface RequestedLine {
  readonly quantity: string;
  readonly orderedQuantity: string;
  readonly unitPrice: { readonly amount: string; readonly currency: string };
}

/** Lines of an order on a requisition: all or a part of each, mostly a little cheaper. */
function ordered(requisition: Resource, { random }: World) {
  const lines = requisition['lines'] as readonly RequestedLine[];
  const taken = lines.flatMap(({ quantity, orderedQuantity, unitPrice }, index) => {
    const rest = Number(quantity) - Number(orderedQuantity);
    if (rest < 1) return [];
    const asked = random.chance(0.7) ? rest : 1 + random.below(rest);
    const price = priced(unitPrice, 85 + random.below(20));
    return [{ requisitionLine: index + 1, quantity: String(asked), unitPrice: price }];
  });
  return random.chance(0.85) ? taken : taken.slice(0, 1);
}

function priced({ amount, currency }: RequestedLine['unitPrice'], percent: number) {
  const minor = BigInt(amount.replace('.', ''));
  const changed = (minor * BigInt(percent)) / 100n || 1n;
  const text = String(changed).padStart(3, '0');
  return {
    amount: amount.includes('.') ? `${text.slice(0, -2)}.${text.slice(-2)}` : String(changed),
    currency,
  };
}

const requisitionOf = (order: Resource, world: World): Resource | undefined =>
  world.known('requisitions').find(({ id }) => id === order['requisitionId']);

const approval = (world: World) => ({ effectiveAt: someDate(world) });

export const purchaseOrders: Kind = {
  path: PATH,
  create(world) {
    const all = world.known('requisitions');
    const certified = all.filter(({ status }) => /^certified$|^partially_ordered$/.test(status));
    const requisition = certified.at(-1) ?? all.at(-1);
    if (!requisition) return undefined;
    const body = { kind: 'goods', vendorId: world.vendorId, requisitionId: requisition.id, award };
    return { user, path: PATH, body: { ...body, lines: ordered(requisition, world) } };
  },
  forward(order, world) {
    const of = { path: PATH, id: order.id };
    if (order.status === 'on_hold') return action(of, 'resume', { user });
    if (order.status !== 'draft') return undefined;
    const requisition = requisitionOf(order, world);
    if (order['commitmentRejection'] !== null && requisition && world.random.chance(0.5)) {
      return action(of, 'change', { user, body: { lines: ordered(requisition, world), award } });
    }
    return action(of, 'approve', { user: 'award-approver', body: approval(world) });
  },
  sideways(order, world) {
    const requisition = requisitionOf(order, world);
    const change = () => ({ award, lines: requisition ? ordered(requisition, world) : [] });
    return anyOf(
      { path: PATH, id: order.id },
      {
        change: [user, change],
        approve: ['award-approver', approval],
        hold: [user, reason],
        resume: [user, empty],
        cancel: [user, reason],
        terminate: [user, reason],
        close: [user, empty],
      },
      world,
    );
  },
};
