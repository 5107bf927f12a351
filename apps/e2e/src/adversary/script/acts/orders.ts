import type { MoneyJson } from '@tamani/kernel';
import type { Resource } from '../../../equal/script/world.js';
import {
  act,
  because,
  byId,
  create,
  day,
  dayOfYear,
  ended,
  has,
  linesOf,
  minorOf,
  nothing,
  oneOf,
  partOf,
  percentOf,
  quantity,
  thousandths,
  type Act,
  type Scene,
} from '../act.js';
import { amendments } from './amendments.js';

const path = 'purchase-orders';
const roles = ['buyer'] as const;
const award = { method: 'direct', waiverReason: 'Only one authorised dealer' };

/** Some orders allow to be paid before the goods. */
const terms = ({ random }: Scene) =>
  random.chance(0.4) ? { advance: { percent: random.pick(['30', '12.5', '30', '33']) } } : {};

/** Lines of an order: all or a part of what is open, mostly a little below the estimate. */
function ordered(scene: Scene, requisition: Resource) {
  const { random } = scene;
  const lines = linesOf(requisition).flatMap((line) => {
    const rest = thousandths(line['quantity']) - thousandths(line['orderedQuantity']);
    if (rest < 1 || random.chance(0.1)) return [];
    const percent = random.chance(0.4) ? 100 : 80 + random.below(30);
    const unitPrice = percentOf(line['unitPrice'] as MoneyJson, percent);
    return [{ requisitionLine: line['line'], quantity: quantity(partOf(scene, rest)), unitPrice }];
  });
  return lines.length === 0 ? undefined : lines;
}

/** Paid before the goods, and not recovered. */
function outstanding({ advance }: Resource & { readonly advance?: unknown }): bigint {
  const terms = advance as { readonly outstanding: MoneyJson } | null | undefined;
  return terms ? minorOf(terms.outstanding) : 0n;
}

const requisitionOf = (scene: Scene, order: Resource): Resource | undefined =>
  byId(scene, 'requisitions', order['requisitionId']);

export const orders: readonly Act[] = [
  create(path, {
    ...{ roles, weight: 22 },
    body(scene) {
      const requisition = oneOf(scene, 'requisitions', 'certified', 'partially_ordered');
      if (has(scene, path, { requisitionId: requisition?.id, status: 'draft' })) return undefined;
      const vendor = oneOf(scene, 'vendors', 'eligible');
      const lines = requisition && ordered(scene, requisition);
      if (!vendor || !lines) return undefined;
      const of = { requisitionId: requisition.id, vendorId: vendor.id };
      return { kind: 'goods', ...of, lines, award, ...terms(scene) };
    },
  }),
  act(path, 'change', {
    ...{ roles, weight: 4, from: ['draft'] },
    body(scene, order) {
      const requisition = requisitionOf(scene, order);
      const lines = requisition && ordered(scene, requisition);
      return lines && { lines, award, ...terms(scene) };
    },
  }),
  act(path, 'approve', {
    ...{ roles: ['award-approver'], weight: 30, from: ['draft'] },
    body: (scene, order) => ({
      effectiveAt: dayOfYear(scene, requisitionOf(scene, order)?.['effectiveAt']),
    }),
  }),
  act(path, 'hold', {
    ...{ roles, weight: 1, from: ['issued', 'partially_received', 'fully_received'] },
    body: because,
  }),
  act(path, 'resume', { ...{ roles, weight: 8, from: ['on_hold'] }, body: nothing }),
  act(path, 'cancel', {
    ...{ roles, weight: 1, from: ['draft', 'commitment_pending', 'issued', 'on_hold'] },
    body: ended,
  }),
  act(path, 'reclaim-advance', {
    ...{ roles, weight: 8, from: ['issued', 'partially_received', 'fully_received', 'on_hold'] },
    body: (scene, order) => (outstanding(order) > 0n ? ended(scene, order) : undefined),
  }),
  act(path, 'terminate', {
    ...{ roles, weight: 1, from: ['issued', 'partially_received', 'on_hold'] },
    body: ended,
  }),
  act(path, 'close', {
    ...{ roles, weight: 2, from: ['fully_received'] },
    body: (scene, order) => ({ effectiveAt: day(scene, order['effectiveAt']) }),
  }),
  ...amendments,
];
