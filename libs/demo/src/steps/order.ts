import { ApiError, type Resource } from '@tamani/client';
import { plusDays } from '../dates.js';
import { termsOf } from './advance.js';
import { actOn, xof } from './context.js';
import type { Walk } from './walk.js';

/** Which of the orders of a requisition: of the vendor that fails first, or the one that stays. */
type Which = 'first' | 'order';

/** An approved order; undefined when its funds are refused. */
export async function placeOrder(
  walk: Walk,
  requisitionId: string,
  which: Which = 'order',
): Promise<Resource | undefined> {
  const { demo, plan } = walk;
  const order = await draft(walk, requisitionId, which);
  const resource = `purchase-orders/${order.id}`;
  const approval = { effectiveAt: plan.orderedOn };
  const step = { resource, key: `${plan.key}-${which}`, action: 'approve', body: approval };
  await actOn(demo, 'award-approver', step);
  const status = ['issued', 'partially_received', 'fully_received', 'completed', 'closed', 'draft'];
  const ended = ['adjusting', 'cancelled'];
  const issued = await demo.api.until('buyer', resource, { status: [...status, ...ended] });
  return issued.body.status === 'draft' ? undefined : issued.body;
}

async function draft(walk: Walk, requisitionId: string, which: Which): Promise<Resource> {
  const { demo, plan, line, vendorId, otherVendorId } = walk;
  const isOther = plan.goal === 'reordered' && which === 'order';
  const body = {
    kind: line.spendClass === 'rehabilitation' ? 'works' : kindOf(line.spendClass),
    vendorId: isOther ? otherVendorId : vendorId,
    requisitionId,
    lines: [
      {
        requisitionLine: 1,
        quantity: String(plan.quantity),
        unitPrice: xof(plan.orderPriceXof),
      },
    ],
    ...termsOf(plan),
    award: {
      method: 'direct',
      waiverReason: 'Accord-cadre en cours de renouvellement ; prix comparés à trois devis.',
    },
  };
  const post = async () =>
    (await demo.api.post('buyer', 'purchase-orders', { key: demo.key(plan.key, which), body }))
      .body;
  return isOther ? onceGivenBack(post) : post();
}

const GIVEN_BACK_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** The share of a cancelled order comes back when budgets has reserved its funds again. */
async function onceGivenBack<T>(order: () => Promise<T>): Promise<T> {
  for (const deadline = performance.now() + GIVEN_BACK_WITHIN_MS; ;) {
    try {
      return await order();
    } catch (error) {
      const isEarly = error instanceof ApiError && error.code === 'quantity_exceeds_requisition';
      if (!isEarly || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}

const kindOf = (spendClass: string): string => {
  if (spendClass === 'equipment') return 'goods';
  return spendClass === 'printing' ? 'printing' : 'services';
};

/** The draft of an order lapses: its requisition is returned. */
export async function letLapse(walk: Walk, requisitionId: string): Promise<void> {
  const { demo, plan } = walk;
  await draft(walk, requisitionId, 'order');
  const body = { comments: 'Le besoin est à revoir avec le bénéficiaire.' };
  const resource = `requisitions/${requisitionId}`;
  const step = { resource, action: 'return', key: plan.key, body };
  await actOn(demo, 'certifying-officer', step);
}

/** The first vendor withdraws: its order is cancelled, and its share can be ordered again. */
export async function cancelFirst(walk: Walk, requisitionId: string): Promise<void> {
  const { demo, plan } = walk;
  const order = await placeOrder(walk, requisitionId, 'first');
  if (order === undefined) return;
  const resource = `purchase-orders/${order.id}`;
  const body = { reason: 'Le fournisseur s’est désisté.', effectiveAt: plan.orderedOn };
  const step = { resource, action: 'cancel', key: `${plan.key}-first`, body };
  await actOn(demo, 'buyer', step);
}

/** A lower price is agreed after the order was issued. */
export async function amend({ demo, plan }: Walk, order: Resource): Promise<void> {
  const effectiveAt = plusDays(plan.orderedOn, 3);
  if (effectiveAt > demo.today) return;
  const step = { resource: `purchase-orders/${order.id}`, key: plan.key };
  const unitPrice = xof(plan.orderPriceXof - Math.ceil(plan.orderPriceXof / 50));
  const reason = 'Remise négociée avec le fournisseur.';
  const body = { lines: [{ orderLine: 1, unitPrice }], reason };
  await actOn(demo, 'buyer', { ...step, action: 'amendments', body });
  const approval = { ...step, action: 'approve-amendment', body: { effectiveAt } };
  await actOn(demo, 'award-approver', approval);
}
