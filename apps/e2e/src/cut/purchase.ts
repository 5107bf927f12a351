import type { TamaniClient } from '@tamani/client';
import { setTimeout as pause } from 'node:timers/promises';
import { figuresOf } from '../figures.js';
import { Flow } from '../flow.js';

const PATIENCE_MS = 60_000;

interface Ground {
  readonly lineId: string;
  readonly vendorId: string;
}

/** What a purchase stands on. */
export async function ground(api: TamaniClient): Promise<Ground> {
  const flow = new Flow(api, 'cut');
  for (const month of ['2026-09', '2026-10', '2026-11']) await flow.rates(month, '500');
  const [line, vendor] = [await flow.line('L', '9000.00'), await flow.vendor('V')];
  return { lineId: line.id, vendorId: vendor.id };
}

/** From a requisition to its payment; a request that was answered before is so again. */
export async function purchase(api: TamaniClient, { lineId, vendorId }: Ground): Promise<void> {
  const flow = new Flow(api, 'cut');
  const goods = { quantity: '3', francs: '100000' };
  const draft = await flow.requisition('q', [{ lineId, ...goods }]);
  await flow.act('requisitioner', `requisitions/${draft.id}/submit`, { effectiveAt: '2026-09-15' });
  await answered(api, `requisitions/${draft.id}`, ['draft', 'funds_pending']);
  await flow.act('certifying-officer', `requisitions/${draft.id}/certify`);
  const order = await flow.order('q', { requisitionId: draft.id, vendorId, ...goods });
  const approved = { effectiveAt: '2026-09-20' };
  await flow.act('award-approver', `purchase-orders/${order.id}/approve`, approved);
  await answered(api, `purchase-orders/${order.id}`, ['approving', 'commitment_pending']);
  await flow.receive('q', { orderId: order.id, deliveredOn: '2026-10-12', quantity: '3' });
  const invoiced = { vendorId, orderId: order.id, on: '2026-11-12', ...goods };
  const invoice = await flow.invoice('F-1', invoiced);
  await flow.pay(invoice.id, { francs: '300000', valueDate: '2026-11-20' });
}

/** Waits until a document is further than that: how far depends on what was done before. */
async function answered(
  api: TamaniClient,
  resource: string,
  pending: readonly string[],
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const { body } = await api.get('auditor', resource);
    if (!pending.includes(body.status ?? '')) return;
    if (performance.now() > deadline) throw new Error(`${resource} is still ${body.status}`);
    await pause(20);
  }
}

interface Spend {
  readonly totals: readonly { readonly ledgerLines: string }[];
}

const LISTS = ['requisitions', 'purchase-orders', 'receipts', 'invoices', 'payments'];

/** What is left of it: the line's figures, what the lists show, what the ledger adds up to. */
export async function outcome(api: TamaniClient, { lineId }: Ground): Promise<string> {
  const { body: line } = await api.get('budget-officer', `budget-lines/${lineId}`);
  const listed: unknown[] = [];
  for (const list of LISTS) {
    for await (const { id, reference, status, revision } of api.list('auditor', list))
      listed.push([list, id, reference, status, revision]);
  }
  const { body: spend } = await api.get<Spend>('reporting-job', 'spend');
  // The way to the lines names the time of this question.
  const totals = spend.totals.map(({ ledgerLines: _, ...amounts }) => amounts);
  const waiting: unknown[] = [];
  for await (const one of api.list('administrator', 'attention')) waiting.push(one);
  return JSON.stringify({ figures: figuresOf(line), listed, totals, waiting });
}
