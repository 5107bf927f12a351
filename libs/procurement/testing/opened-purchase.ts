import { afterAll } from '@jest/globals';
import { ProcurementApp } from './procurement-app.js';
import { PurchaseFlow } from './purchase-flow.js';

const RATES = { '2026-09': '580', '2026-10': '576', '2026-11': '580' };

/** Procurement over REST, with rates, a budget line and a vendor; closed after the suite. */
export async function openedPurchase() {
  const app = await ProcurementApp.open();
  afterAll(() => app.close());
  const flow = new PurchaseFlow(app);
  for (const [month, francs] of Object.entries(RATES)) await app.budgets.rates(month, francs);
  const line = await app.budgets.line('BL-2026-0001');
  const vendor = await flow.vendor('RC-1');
  return { app, flow, line, vendor };
}
