import type { Resource } from '@tamani/client';
import { plusDays, startOf } from '../dates.js';
import { payAhead } from './advance.js';
import { actOn, xof } from './context.js';
import { deliver, deliverShort } from './delivery.js';
import { amend, cancelFirst, letLapse, placeOrder } from './order.js';
import type { Walk } from './walk.js';

/** Runs one purchase from its requisition as far as plan and calendar allow. */
export async function walkPurchase(walk: Walk): Promise<void> {
  const { plan, demo } = walk;
  const requisition = await request(walk);
  if (plan.goal === 'draft') return;
  if (!(await reserve(walk, requisition))) return;
  if (plan.goal === 'reserved' || plan.orderedOn > demo.today) return;
  const resource = `requisitions/${requisition.id}`;
  await actOn(demo, 'certifying-officer', { resource, action: 'certify', key: plan.key });
  if (plan.goal === 'lapsed') return letLapse(walk, requisition.id);
  await buy(walk, requisition.id);
}

/**
 * An order of which only a part came when its year ended: the rest is paid from the line of the
 * next year.
 */
export async function carryOver(walk: Walk, toLineId: string, toYear: string): Promise<void> {
  const { demo, plan, lineId } = walk;
  const order = await ordered(walk);
  if (order === undefined) return;
  await deliver(walk, order, 0);
  const resource = `purchase-orders/${order.id}`;
  const body = {
    lines: [{ from: lineId, to: toLineId }],
    reason: 'Le fournisseur livre le reliquat après la clôture de l’exercice.',
    effectiveAt: startOf(toYear),
  };
  const step = { resource, action: 'carry-over', key: plan.key, body };
  await actOn(demo, 'buyer', step);
  await demo.api.until('buyer', resource, { status: ['partially_received'] });
}

/** An issued order on a certified requisition; undefined when its funds are refused. */
async function ordered(walk: Walk): Promise<Resource | undefined> {
  const { plan, demo } = walk;
  const requisition = await request(walk);
  if (!(await reserve(walk, requisition))) return undefined;
  const resource = `requisitions/${requisition.id}`;
  await actOn(demo, 'certifying-officer', { resource, action: 'certify', key: plan.key });
  return placeOrder(walk, requisition.id);
}

/** From the order to what the plan has for it. */
async function buy(walk: Walk, requisitionId: string): Promise<void> {
  const { plan } = walk;
  if (plan.goal === 'reordered') await cancelFirst(walk, requisitionId);
  const order = await placeOrder(walk, requisitionId);
  if (order === undefined || plan.goal === 'ordered' || plan.goal === 'reordered') return;
  if (plan.goal === 'amended') return amend(walk, order);
  if (plan.goal === 'short_closed') return deliverShort(walk, order);
  await payAhead(walk, order);
  for (const [n] of plan.deliveries.entries()) await deliver(walk, order, n);
}

async function request(walk: Walk): Promise<Resource> {
  const { demo, plan, line, lineId } = walk;
  const body = {
    title: `${plan.item.description} (${line.project.institution})`,
    neededBy: plusDays(plan.requestedOn, 120),
    lines: [
      {
        description: plan.item.description,
        spendClass: line.spendClass,
        unit: plan.item.unit,
        quantity: String(plan.quantity),
        unitPrice: xof(plan.item.priceXof),
        budgetLineId: lineId,
      },
    ],
  };
  const key = demo.key(plan.key, 'requisition');
  return (await demo.api.post('requisitioner', 'requisitions', { key, body })).body;
}

/** True if the funds are reserved and the plan continues. */
async function reserve(walk: Walk, { id }: Resource): Promise<boolean> {
  const { demo, plan } = walk;
  const step = { resource: `requisitions/${id}`, key: plan.key };
  const body = { effectiveAt: plan.requestedOn };
  await actOn(demo, 'requisitioner', { ...step, action: 'submit', body });
  const status = [
    'funds_reserved',
    'funds_rejected',
    'certified',
    'partially_ordered',
    'ordered',
    'closed',
    'cancelled',
    'draft',
    'returned',
  ];
  const answer = await demo.api.until('requisitioner', step.resource, { status });
  if (answer.body.status === 'funds_rejected') return false;
  if (plan.goal === 'returned') {
    const comments = { comments: 'Merci de joindre le cahier des charges signé du bénéficiaire.' };
    await actOn(demo, 'certifying-officer', { ...step, action: 'return', body: comments });
  }
  if (plan.goal === 'cancelled') {
    const reason = { reason: 'Besoin couvert par un don en nature.' };
    await actOn(demo, 'requisitioner', { ...step, action: 'cancel', body: reason });
  }
  return plan.goal !== 'returned' && plan.goal !== 'cancelled';
}
