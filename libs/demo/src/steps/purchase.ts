import type { Resource } from '@tamani/client';
import type { LinePlan, PurchasePlan } from '../plan.js';
import { daysBetween, plusDays } from '../dates.js';
import { actOn, xof, type DemoContext } from './context.js';
import { credited, discountOf } from './credit.js';
import { registered } from './invoice.js';

/** A purchase in progress: the data that later steps need from earlier ones. */
interface Walk {
  readonly demo: DemoContext;
  readonly plan: PurchasePlan;
  readonly line: LinePlan;
  readonly lineId: string;
  readonly vendorId: string;
}

/** Runs one purchase from its requisition as far as plan and calendar allow. */
export async function walkPurchase(walk: Walk): Promise<void> {
  const { plan, demo } = walk;
  const requisition = await request(walk);
  if (plan.goal === 'draft') return;
  if (!(await reserve(walk, requisition))) return;
  if (plan.goal === 'reserved' || plan.orderedOn > demo.today) return;
  const resource = `requisitions/${requisition.id}`;
  await actOn(demo, 'certifying-officer', { resource, action: 'certify', key: plan.key });
  const order = await placeOrder(walk, requisition.id);
  if (order === undefined || plan.goal === 'ordered') return;
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

async function placeOrder(walk: Walk, requisitionId: string): Promise<Resource | undefined> {
  const { demo, plan, line, vendorId } = walk;
  const body = {
    kind: line.spendClass === 'rehabilitation' ? 'works' : kindOf(line.spendClass),
    vendorId,
    requisitionId,
    lines: [
      {
        requisitionLine: 1,
        quantity: String(plan.quantity),
        unitPrice: xof(plan.orderPriceXof),
      },
    ],
    award: {
      method: 'direct',
      waiverReason: 'Accord-cadre en cours de renouvellement ; prix comparés à trois devis.',
    },
  };
  const key = demo.key(plan.key, 'order');
  const order = (await demo.api.post('buyer', 'purchase-orders', { key, body })).body;
  const resource = `purchase-orders/${order.id}`;
  const approval = { effectiveAt: plan.orderedOn };
  const step = { resource, key: plan.key, action: 'approve', body: approval };
  await actOn(demo, 'award-approver', step);
  const status = ['issued', 'partially_received', 'fully_received', 'completed', 'closed', 'draft'];
  const issued = await demo.api.until('buyer', resource, { status });
  return issued.body.status === 'draft' ? undefined : issued.body;
}

const kindOf = (spendClass: string): string => {
  if (spendClass === 'equipment') return 'goods';
  return spendClass === 'printing' ? 'printing' : 'services';
};

async function deliver(walk: Walk, order: Resource, n: number): Promise<void> {
  const { demo, plan } = walk;
  const delivery = plan.deliveries[n];
  if (delivery === undefined || delivery.on > demo.today) return;
  const quantity = String(delivery.quantity);
  const body = {
    purchaseOrderId: order.id,
    deliveredOn: delivery.on,
    lines: [{ orderLine: 1, quantity }],
  };
  const key = demo.key(plan.key, `receipt-${n}`);
  const receipt = (await demo.api.post('receiver', 'receipts', { key, body })).body;
  const step = { resource: `receipts/${receipt.id}`, key: `${plan.key}-receipt-${n}` };
  const lines = [{ orderLine: 1, accepted: quantity, rejected: '0' }];
  await actOn(demo, 'receiver', { ...step, action: 'inspect', body: { lines } });
  await actOn(demo, 'receiver', { ...step, action: 'post' });
  if (plan.goal === 'paid') await invoice(walk, order, n);
}

async function invoice(walk: Walk, order: Resource, n: number): Promise<void> {
  const { demo, plan, vendorId } = walk;
  const delivery = plan.deliveries[n];
  const invoicedOn = delivery && plusDays(delivery.on, 5);
  if (delivery === undefined || invoicedOn === undefined || invoicedOn > demo.today) return;
  const unitPrice = xof(plan.orderPriceXof);
  const lines = [{ orderLine: 1, quantity: String(delivery.quantity), unitPrice }];
  const number = `F-${plan.key}-${n + 1}`;
  const body = { vendorId, number, purchaseOrderId: order.id, invoicedOn, lines };
  const made = await registered(demo, `${plan.key}-invoice-${n}`, body);
  const resource = `invoices/${made.id}`;
  const step = { resource, action: 'approve', key: `${plan.key}-invoice-${n}` };
  await actOn(demo, 'certifying-officer', step);
  await pay(walk, made.id, n);
}

async function pay(walk: Walk, invoiceId: string, n: number): Promise<void> {
  const { demo, plan } = walk;
  const delivery = plan.deliveries[n];
  const valueDate = delivery && plusDays(delivery.on, plan.paymentDays);
  if (delivery === undefined || valueDate === undefined || valueDate > demo.today) return;
  const invoiceKey = `${plan.key}-invoice-${n}`;
  const discount = discountOf(invoiceKey);
  const body = { invoiceId, amount: xof(delivery.quantity * plan.orderPriceXof - discount) };
  const key = demo.key(plan.key, `payment-${n}`);
  const payment = (await demo.api.post('invoice-clerk', 'payments', { key, body })).body;
  const step = { resource: `payments/${payment.id}`, key: `${plan.key}-payment-${n}` };
  await actOn(demo, 'certifying-officer', { ...step, action: 'certify' });
  await actOn(demo, 'approving-officer', { ...step, action: 'approve' });
  const passing = ['delivery_not_accrued'];
  await actOn(demo, 'treasurer', { ...step, action: 'release', body: { valueDate }, passing });
  if (daysBetween(valueDate, demo.today) < 3) return;
  const bankReference = { bankReference: `VIR-${plan.key}-${n + 1}`.toUpperCase() };
  await actOn(demo, 'treasurer', { ...step, action: 'confirm', body: bankReference });
  if (discount > 0) {
    await credited(demo, invoiceKey, { invoiceId, creditedOn: valueDate });
  }
}
