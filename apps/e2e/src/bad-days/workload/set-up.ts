import { derivedId } from '@tamani/kernel';
import { rateTableId } from '@tamani/budgets/published';
import type { Client } from './client.js';

export const TODAY = '2026-11-25';
export const [RICH, POOR, VENDOR] = ['rich', 'poor', 'vendor'].map((name) =>
  derivedId('bad day', name),
) as [string, string, string];

/** Francs for a dollar: one rate for orders and two for what is delivered and paid later. */
const RATES = { '2026-09': '500', '2026-10': '496', '2026-11': '503' };
/** The rich line has enough for all; the poor one for this many purchases of 1,000.00. */
const RICH_DOLLARS = '100000.00';
const POOR_DOLLARS = 1_000;

const LINE = 'budgets.BudgetLine';
const by = { id: 'budget-officer' };

/** Rates, two open budget lines and a vendor that may be ordered from. */
export async function setUp(client: Client, options: { readonly poorFor: number }): Promise<void> {
  const poor = `${options.poorFor * POOR_DOLLARS}.00`;
  const months = Object.entries(RATES).map(([month, francs]) => rates(client, month, francs));
  await Promise.all([
    ...months,
    line(client, 'rich', RICH_DOLLARS),
    line(client, 'poor', poor),
    vendor(client),
  ]);
}

async function rates(client: Client, month: string, francs: string): Promise<void> {
  const table = { month, base: 'USD', source: 'ONU', rates: [{ currency: 'XOF', rate: francs }] };
  await client.send({
    name: `rates ${month}`,
    category: 'budgets.RateTable',
    id: rateTableId('USD', month),
    command: { type: 'PublishRateTable', ...table, by } as { type: string },
  });
}

async function line(client: Client, name: string, dollars: string): Promise<void> {
  const id = derivedId('bad day', name);
  const send = (command: { type: string; [field: string]: unknown }): Promise<void> =>
    client.send({ name: `${command.type} ${name}`, category: LINE, id, command });
  const coding = { fund: `RSS-TF-${name}`, fiscalYear: '2026-27', axis: 'border_security' };
  const more = { spendClass: 'equipment', projectId: null, donor: null };
  const titled = { reference: `BL-${name}`, title: name, currency: 'USD' };
  await send({ type: 'DraftLine', ...titled, ...coding, ...more, by });
  const amount = { amount: dollars, currency: 'USD' };
  const dated = { effectiveAt: '2026-07-01', today: TODAY, reason: 'Allotment of the year' };
  const allotment = { allotmentId: `allotment ${name}`, contributionId: null };
  await send({ type: 'AllotFunds', amount, ...allotment, ...dated, by });
  await send({ type: 'OpenLine', reason: 'Opening of the year', by });
  // Where the request did not follow its links, the bus brings the answer of the key later.
  await send({ type: 'AcceptOpening', by });
}

async function vendor(client: Client): Promise<void> {
  const send = (command: { type: string; [field: string]: unknown }): Promise<void> =>
    client.send({ name: command.type, category: 'procurement.Vendor', id: VENDOR, command });
  const buyer = { by: { id: 'buyer' } };
  const registered = { reference: 'VEN-2026-0001', name: 'Vendor', country: 'ML' };
  await send({ type: 'RegisterVendor', ...registered, registrationNumber: 'RC-1', ...buyer });
  const screening = { list: 'UNSC', listVersion: '2026-09-01', result: 'clear' };
  await send({ type: 'RecordScreening', ...screening, today: TODAY, ...buyer });
}
