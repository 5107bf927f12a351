import type { MoneyJson } from '@tamani/kernel';
import type { Body } from '../../../equal/script/request.js';
import type { Resource } from '../../../equal/script/world.js';
import { laterLine } from './budgets.js';
import {
  act,
  byId,
  day,
  linesOf,
  nothing,
  percentOf,
  quantity,
  thousandths,
  type Act,
  type Scene,
} from '../act.js';

const path = 'purchase-orders';
const roles = ['buyer'] as const;
const live = ['issued', 'partially_received', 'fully_received', 'on_hold'];

/** More or less of a line, down to what is received; another price; or both. */
function changed({ random }: Scene, line: Body): Body {
  const [whole, received] = [line['quantity'], line['receivedQuantity']].map(thousandths);
  const least = received ?? 0;
  const most = (whole ?? 0) + (random.chance(0.4) ? 1 + random.below(2_000) : 0);
  const more = least >= most ? most : least + random.below(most - least + 1);
  const unitPrice = percentOf(line['unitPrice'] as MoneyJson, 85 + random.below(30));
  return {
    orderLine: line['orderLine'],
    ...(random.chance(0.7) && { quantity: quantity(more) }),
    ...(random.chance(0.4) && { unitPrice }),
  };
}

function isProposed(order: Resource): boolean {
  const known = (order['amendments'] ?? []) as readonly { readonly status: string }[];
  return known.some(({ status }) => status === 'proposed');
}

const unlessProposed =
  (body: Act['body']): Act['body'] =>
  (scene, order) =>
    isProposed(order) ? undefined : body(scene, order);

const onceProposed =
  (body: Act['body']): Act['body'] =>
  (scene, order) =>
    isProposed(order) ? body(scene, order) : undefined;

/** From each budget line of which something is to come, to one of its key in a later year. */
function carried(scene: Scene, order: Resource) {
  const open = linesOf(order).filter(
    (line) => thousandths(line['quantity']) > thousandths(line['receivedQuantity']),
  );
  const ids = [...new Set(open.map((line) => String(line['budgetLineId'])))];
  return ids.flatMap((id) => {
    const from = byId(scene, 'budget-lines', id);
    const to = from && laterLine(scene, from);
    return to ? [{ from: id, to: to.id }] : [];
  });
}

/** Changes of issued orders. */
export const amendments: readonly Act[] = [
  act(path, 'amendments', {
    ...{ roles, weight: 5, from: live },
    body: unlessProposed((scene, order) => {
      const some = linesOf(order).filter(() => scene.random.chance(0.7));
      const lines = some.map((line) => changed(scene, line));
      return lines.length === 0 ? undefined : { lines, reason: 'Need has changed' };
    }),
  }),
  act(path, 'approve-amendment', {
    ...{ roles: ['award-approver'], weight: 12, from: live },
    body: onceProposed((scene, order) => ({ effectiveAt: day(scene, order['effectiveAt']) })),
  }),
  act(path, 'withdraw-amendment', {
    ...{ roles: ['buyer', 'award-approver'], weight: 2, from: live },
    body: onceProposed(nothing),
  }),
  act(path, 'carry-over', {
    ...{ roles, weight: 4, from: ['issued', 'partially_received'] },
    body(scene, order) {
      const lines = carried(scene, order);
      return lines.length === 0
        ? undefined
        : { lines, reason: 'Year end', effectiveAt: day(scene, order['effectiveAt']) };
    },
  }),
  act(path, 'short-close', {
    ...{ roles, weight: 2, from: ['issued', 'partially_received', 'on_hold'] },
    body(scene, order) {
      const open = linesOf(order).filter(
        (line) => thousandths(line['quantity']) > thousandths(line['receivedQuantity']),
      );
      if (open.length === 0) return undefined;
      const { orderLine } = scene.random.pick(open);
      return { orderLine, reason: 'Not needed', effectiveAt: day(scene, order['effectiveAt']) };
    },
  }),
];
