import type { Resource } from '@tamani/client';
import { daysBetween, plusDays } from '../dates.js';
import type { PurchasePlan } from '../plan.js';
import { actOn, xof } from './context.js';
import type { Walk } from './walk.js';

const PERCENT = 20;

/** The second purchase of a line of equipment, if it is to be paid, begins with an advance. */
export const isAdvanced = ({ key, goal }: PurchasePlan): boolean =>
  goal === 'paid' && key.includes('-equipment-') && key.endsWith('-2');

/** What its order allows to be paid before the goods. */
export const termsOf = (plan: PurchasePlan) =>
  isAdvanced(plan) ? { advance: { percent: String(PERCENT) } } : {};

/** A delivery as it comes: of the purchase with an advance only a half, so that some is owed. */
export const partOf = (
  plan: PurchasePlan,
  n: number,
): PurchasePlan['deliveries'][number] | undefined => {
  const delivery = plan.deliveries[n];
  if (!delivery || !isAdvanced(plan)) return delivery;
  return n === 0 ? { ...delivery, quantity: Math.ceil(delivery.quantity / 2) } : undefined;
};

/** The advance is paid on the day of the order, against a bank's guarantee. */
export async function payAhead({ demo, plan }: Walk, order: Resource): Promise<void> {
  if (!isAdvanced(plan)) return;
  const amount = xof(Math.floor((plan.quantity * plan.orderPriceXof * PERCENT) / 100));
  const guarantee = {
    ...{ issuer: 'Banque de développement du Mali', number: `GAR-${plan.key}`.toUpperCase() },
    ...{ amount, validUntil: plusDays(demo.today, 180) },
  };
  const body = { kind: 'advance', purchaseOrderId: order.id, amount, guarantee };
  const key = demo.key(plan.key, 'advance');
  const payment = (await demo.api.post('invoice-clerk', 'payments', { key, body })).body;
  const step = { resource: `payments/${payment.id}`, key: `${plan.key}-advance` };
  await actOn(demo, 'certifying-officer', { ...step, action: 'certify' });
  await actOn(demo, 'approving-officer', { ...step, action: 'approve' });
  const valueDate = plan.orderedOn;
  await actOn(demo, 'treasurer', { ...step, action: 'release', body: { valueDate } });
  if (daysBetween(valueDate, demo.today) < 3) return;
  const bankReference = { bankReference: `VIR-${plan.key}-A`.toUpperCase() };
  await actOn(demo, 'treasurer', { ...step, action: 'confirm', body: bankReference });
}
