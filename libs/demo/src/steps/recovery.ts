import { setTimeout } from 'node:timers/promises';
import type { Resource } from '@tamani/client';
import { plusDays } from '../dates.js';
import { actOn, xof, type DemoContext } from './context.js';
import type { Walk } from './walk.js';

type Recovery = 'refund' | 'offset' | 'write_off';

/** A discount that is granted after the payment, in francs. */
const LATE_DISCOUNT = 15_000;

/** How what the vendor owes of a purchase ends; of most purchases it owes nothing. */
export function recoveryOf({ plan, line }: Walk): Recovery | undefined {
  if (!plan.key.endsWith('-1') || plan.deliveries.length < 2) return undefined;
  const { spendClass } = line;
  if (spendClass === 'equipment') return 'refund';
  if (spendClass === 'printing') return 'write_off';
  return spendClass === 'workshop' ? 'offset' : undefined;
}

interface Paid {
  readonly order: Resource;
  readonly receiptId: string;
  readonly invoiceId: string;
  readonly paidOn: string;
}

/** The first delivery is paid: it is sent back, or turns out to cost less. */
export async function owed(walk: Walk, paid: Paid): Promise<void> {
  const { demo, plan } = walk;
  const recovery = recoveryOf(walk);
  const on = plusDays(paid.paidOn, 4);
  if (recovery === undefined || plusDays(on, 12) > demo.today) return;
  if (recovery === 'offset') return creditLate(walk, paid, on);
  const step = { resource: `receipts/${paid.receiptId}`, key: `${plan.key}-back` };
  const body = { reason: 'Matériel non conforme, renvoyé au fournisseur.', effectiveAt: on };
  await actOn(demo, 'receiver', { ...step, action: 'reverse', body });
  const receivable = await receivableOf(demo, paid.order.id);
  if (!receivable) return;
  const own = { resource: `receivables/${receivable.id}`, key: `${plan.key}-owed` };
  if (recovery === 'refund') return refund(demo, { ...own, receivable, on: plusDays(on, 12) });
  const reason = { reason: 'Le fournisseur est en liquidation.' };
  const ask = { ...own, action: 'request-write-off', body: reason };
  await actOn(demo, 'invoice-clerk', ask);
  const approval = { effectiveAt: plusDays(on, 12) };
  const approve = { ...own, action: 'approve-write-off', body: approval };
  await actOn(demo, 'approving-officer', approve);
}

interface Refund {
  readonly resource: string;
  readonly key: string;
  readonly receivable: Resource;
  readonly on: string;
}

async function refund(demo: DemoContext, { receivable, on, ...own }: Refund): Promise<void> {
  const bankReference = `REM-${own.key}`.toUpperCase();
  const body = { amount: receivable['open'], valueDate: on, bankReference };
  await actOn(demo, 'treasurer', { ...own, action: 'refund', body });
}

async function creditLate({ demo, plan }: Walk, paid: Paid, on: string): Promise<void> {
  const body = {
    ...{ invoiceId: paid.invoiceId, creditedOn: on, number: `AV-${plan.key}-R` },
    lines: [{ orderLine: 1, amount: xof(LATE_DISCOUNT) }],
    reason: 'Remise accordée après le paiement',
  };
  const key = `${plan.key}-late-credit`;
  const note = await demo.api.post('invoice-clerk', 'credit-notes', { key: demo.key(key), body });
  const resource = `credit-notes/${note.body.id}`;
  await actOn(demo, 'certifying-officer', { resource, action: 'approve', key });
}

/** What the vendor owes pays a part of the next invoice; the rest of it waits for its payment. */
export async function offset(
  { demo, plan }: Walk,
  order: Resource,
  invoice: { readonly id: string; readonly on: string },
): Promise<void> {
  const receivable = await receivableOf(demo, order.id);
  if (!receivable) return;
  const resource = `receivables/${receivable.id}`;
  const body = { invoiceId: invoice.id, amount: receivable['open'], effectiveAt: invoice.on };
  const step = { resource, action: 'offset', key: `${plan.key}-offset`, body };
  await actOn(demo, 'approving-officer', step);
}

/** The order opens it when all has been told to it. */
async function receivableOf(demo: DemoContext, orderId: string): Promise<Resource | undefined> {
  const query = { purchaseOrderId: orderId, status: 'open' };
  for (let tries = 0; tries < 30; tries += 1) {
    for await (const one of demo.api.list('treasurer', 'receivables', query)) return one;
    await setTimeout(100);
  }
  return undefined;
}
