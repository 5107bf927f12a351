import { francsPerDollar, contributions, vendors } from '../data/partners.js';
import { monthsBetween, startOf } from '../dates.js';
import type { LinePlan } from '../plan.js';
import { actOn, usd, type DemoContext } from './context.js';

const FRANCS_PER_EURO_IN_THOUSANDTHS = 655_957n;
const MICROS = 1_000_000n;

/** Euros per dollar at the peg of 655.957 francs, to six decimals, half up. */
function eurosPerDollar(francs: string): string {
  const micros =
    (BigInt(francs) * 1_000n * MICROS + FRANCS_PER_EURO_IN_THOUSANDTHS / 2n) /
    FRANCS_PER_EURO_IN_THOUSANDTHS;
  return `${micros / MICROS}.${String(micros % MICROS).padStart(6, '0')}`;
}

/** The section's monthly rates over both financial years, up to today. */
export async function publishRates(demo: DemoContext, from: string): Promise<void> {
  for (const month of monthsBetween(from, demo.today)) {
    const francs = francsPerDollar[Number(month.slice(5)) - 1] ?? '580';
    const rates = [
      { currency: 'XOF', rate: francs },
      { currency: 'EUR', rate: eurosPerDollar(francs) },
    ];
    const source = 'Taux opérationnel de l’ONU (démonstration)';
    const body = { month, base: 'USD', source, rates };
    const key = demo.key('rates', month);
    await demo.api.post('budget-officer', 'rate-tables', { key, body });
  }
}

/** Donors' pledges, agreements and payments. Ids by donor. */
export async function recordContributions(demo: DemoContext): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>();
  for (const { donor, currency, pledged, received } of contributions) {
    const amount = { amount: pledged, currency };
    const pledgedOn = demo.today;
    const title = `Contribution : ${donor}`;
    const key = demo.key('contribution', donor);
    const body = { donor, title, amount, pledgedOn };
    const { id } = (await demo.api.post('budget-officer', 'contributions', { key, body })).body;
    const resource = `contributions/${id}`;
    const own = `contribution-${donor}`;
    await actOn(demo, 'budget-officer', { resource, action: 'agree', key: own });
    for (const [n, part] of received.entries()) {
      const body = { amount: { amount: part, currency } };
      const step = { resource, action: 'receipts', key: `${own}-${n}`, body };
      await actOn(demo, 'budget-officer', step);
    }
    made.set(donor, id);
  }
  return made;
}

/** Vendors, all screened; ids in the same order. */
export function registerVendors(demo: DemoContext): Promise<readonly string[]> {
  const made = vendors.map(async (body) => {
    const key = demo.key('vendor', body.registrationNumber);
    const { id } = (await demo.api.post('buyer', 'vendors', { key, body })).body;
    const screening = { list: 'UNSC', listVersion: demo.today, result: 'clear' };
    const resource = `vendors/${id}`;
    const own = `vendor-${body.registrationNumber}`;
    await actOn(demo, 'buyer', { resource, action: 'screenings', key: own, body: screening });
    return id;
  });
  return Promise.all(made);
}

/** What a line belongs to; null where it belongs to none. */
export interface LineSources {
  readonly projectId: string | null;
  readonly contributionId: string | null;
}

/** An open budget line, with its allotment on the first day of its year. */
export async function openLine(
  demo: DemoContext,
  plan: LinePlan,
  { projectId, contributionId }: LineSources,
): Promise<string> {
  const { project, spendClass, financialYear, key, allotmentUsd } = plan;
  const body = {
    title: `${project.title} – ${financialYear}`,
    fund: project.fund,
    fiscalYear: financialYear,
    axis: project.axis,
    spendClass,
    currency: 'USD',
    projectId,
    donor: project.donor,
  };
  const lineKey = demo.key(key, 'line');
  const made = await demo.api.post('budget-officer', 'budget-lines', { key: lineKey, body });
  const resource = `budget-lines/${made.body.id}`;
  const allotment = {
    amount: usd(allotmentUsd),
    effectiveAt: startOf(financialYear),
    reason: 'Allocation de l’exercice',
    contributionId,
  };
  const step = { resource, key, action: 'allotments', body: allotment };
  await actOn(demo, 'budget-officer', step);
  await actOn(demo, 'budget-officer', { resource, key, action: 'open' });
  return made.body.id;
}
