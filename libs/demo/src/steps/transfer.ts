import { actOn, usd, type DemoContext } from './context.js';

const DOLLARS = 5_000;

/** A transfer between two lines of one project, with the consent of its donor. */
export async function transferFunds(
  demo: DemoContext,
  lines: { readonly from: string; readonly to: string },
): Promise<void> {
  const body = {
    fromLineId: lines.from,
    toLineId: lines.to,
    amount: usd(DOLLARS),
    reason: 'Une session de formation de plus pour les nouveaux inspecteurs.',
    donorConsent: { reference: 'DK-2026-117', date: demo.today },
  };
  const key = demo.key('transfer', 'request');
  const { id } = (await demo.api.post('budget-officer', 'budget-transfers', { key, body })).body;
  const step = { resource: `budget-transfers/${id}`, action: 'approve', key: 'transfer', body: {} };
  await actOn(demo, 'programme-manager', step);
}
