import type { Resource } from '@tamani/client';
import { daysBetween, plusDays } from '../dates.js';
import { partOf } from './advance.js';
import { actOn, xof } from './context.js';
import { credited, discountOf } from './credit.js';
import { registered } from './invoice.js';
import { offset, owed, recoveryOf } from './recovery.js';
import type { Walk } from './walk.js';

/** One of the planned deliveries, and its invoice if the purchase is to be paid. */
export async function deliver(walk: Walk, order: Resource, n: number): Promise<void> {
  const { demo, plan } = walk;
  const delivery = partOf(plan, n);
  if (delivery === undefined || delivery.on > demo.today) return;
  const receiptId = await receive(walk, order, { ...delivery, n });
  if (plan.goal === 'paid') await invoice(walk, { order, receiptId, n });
}

/** A part of the first delivery comes, and the rest of the line is given up. */
export async function deliverShort(walk: Walk, order: Resource): Promise<void> {
  const { demo, plan } = walk;
  const [first] = plan.deliveries;
  if (first === undefined || first.on > demo.today || plan.quantity < 2) return;
  await receive(walk, order, { ...first, quantity: Math.ceil(first.quantity / 2), n: 0 });
  const body = {
    orderLine: 1,
    reason: 'Le fournisseur ne peut livrer le reliquat.',
    effectiveAt: first.on,
  };
  const resource = `purchase-orders/${order.id}`;
  await actOn(demo, 'buyer', { resource, action: 'short-close', key: plan.key, body });
}

interface Part {
  readonly on: string;
  readonly quantity: number;
  /** Which of the deliveries. */
  readonly n: number;
}

async function receive({ demo, plan }: Walk, order: Resource, delivery: Part): Promise<string> {
  const { n } = delivery;
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
  return receipt.id;
}

interface Delivered {
  readonly order: Resource;
  readonly receiptId: string;
  readonly n: number;
}

async function invoice(walk: Walk, delivered: Delivered): Promise<void> {
  const { demo, plan, vendorId } = walk;
  const { order, n } = delivered;
  const delivery = partOf(plan, n);
  const invoicedOn = delivery && plusDays(delivery.on, 5);
  if (delivery === undefined || invoicedOn === undefined || invoicedOn > demo.today) return;
  const unitPrice = xof(plan.orderPriceXof);
  const lines = [{ orderLine: 1, quantity: String(delivery.quantity), unitPrice }];
  const number = `F-${plan.key}-${n + 1}`;
  const body = { vendorId, number, purchaseOrderId: order.id, invoicedOn, lines };
  const made = await registered(demo, `${plan.key}-invoice-${n}`, body);
  const resource = `invoices/${made.id}`;
  const step = { resource, action: 'approve', key: `${plan.key}-invoice-${n}` };
  const known = { writeOffAcknowledged: 'Livraison assurée par le liquidateur du fournisseur.' };
  const isLate = n > 0 && recoveryOf(walk) === 'write_off';
  await actOn(demo, 'certifying-officer', isLate ? { ...step, body: known } : step);
  const status = ['approved_for_payment', 'partially_paid', 'paid'];
  const approved = await demo.api.until('invoice-clerk', resource, { status });
  await pay(walk, delivered, approved.body);
}

async function pay(walk: Walk, delivered: Delivered, invoice: Resource): Promise<void> {
  const { demo, plan } = walk;
  const { order, n } = delivered;
  const { id: invoiceId } = invoice;
  const delivery = partOf(plan, n);
  const valueDate = delivery && plusDays(delivery.on, plan.paymentDays);
  if (delivery === undefined || valueDate === undefined || valueDate > demo.today) return;
  const invoiceKey = `${plan.key}-invoice-${n}`;
  const discount = discountOf(invoiceKey);
  const isNext = n > 0 && recoveryOf(walk) === 'offset';
  if (isNext) return offset(walk, order, { id: invoiceId, on: valueDate });
  const { amount: recovered } = invoice['recovered'] as { readonly amount: string };
  const net = delivery.quantity * plan.orderPriceXof - Number(recovered) - discount;
  const body = { invoiceId, amount: xof(net) };
  const key = demo.key(plan.key, `payment-${n}`);
  const payment = (await demo.api.post('invoice-clerk', 'payments', { key, body })).body;
  const step = { resource: `payments/${payment.id}`, key: `${plan.key}-payment-${n}` };
  await actOn(demo, 'certifying-officer', { ...step, action: 'certify' });
  await actOn(demo, 'approving-officer', { ...step, action: 'approve' });
  await actOn(demo, 'treasurer', { ...step, action: 'release', body: { valueDate } });
  if (daysBetween(valueDate, demo.today) < 3) return;
  const bankReference = { bankReference: `VIR-${plan.key}-${n + 1}`.toUpperCase() };
  await actOn(demo, 'treasurer', { ...step, action: 'confirm', body: bankReference });
  if (discount > 0) await credited(demo, invoiceKey, { invoiceId, creditedOn: valueDate });
  if (n === 0) await owed(walk, { ...delivered, invoiceId, paidOn: valueDate });
}
