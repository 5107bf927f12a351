import type { MoneyJson } from '@tamani/kernel';
import type { Resource } from '../../../equal/script/world.js';
import {
  act,
  addDays,
  because,
  create,
  day,
  minorOf,
  money,
  nothing,
  oneOf,
  type Act,
  type Scene,
} from '../act.js';

const lines = 'budget-lines';
const months = 'fiscal-periods';
const roles = ['budget-officer'] as const;

const some = ({ random }: Scene, { currency }: Resource & { currency?: unknown }): MoneyJson =>
  money(BigInt(1 + random.below(600_000)), String(currency));

const figure = (line: Resource, name: string): bigint =>
  minorOf((line['figures'] as Record<string, MoneyJson>)[name] as MoneyJson);

const KEY = ['fund', 'currency', 'axis', 'spendClass', 'projectId', 'donor'] as const;

/** A later line of the same key. */
export function laterLine(scene: Scene, from: Resource): Resource | undefined {
  const fits = scene
    .all(lines)
    .filter((to) => KEY.every((name) => to[name] === from[name]))
    .filter((to) => String(to['fiscalYear']) > String(from['fiscalYear']));
  return fits.length === 0 ? undefined : scene.random.pick(fits);
}

const ofLines: readonly Act[] = [
  act(lines, 'allotments', {
    ...{ roles, weight: 5, from: ['open'] },
    body: (scene, line) => ({
      amount: some(scene, line),
      effectiveAt: day(scene),
      reason: 'More funds',
      contributionId: scene.random.chance(0.4)
        ? (oneOf(scene, 'contributions', 'agreed', 'partially_received', 'received')?.id ?? null)
        : null,
    }),
  }),
  act(lines, 'allotment-revisions', {
    ...{ roles, weight: 5, from: ['open'] },
    body(scene, line) {
      const used = figure(line, 'allotted') - figure(line, 'available');
      const least = used > 0n && !scene.random.chance(0.3) ? used : 0n;
      const more = scene.random.below(scene.random.chance(0.5) ? 200 : 200_000);
      const amount = money(least + BigInt(more), String(line['currency']));
      return { amount, effectiveAt: scene.today, reason: 'Revised' };
    },
  }),
  act(lines, 'open', { ...{ roles, weight: 2, from: ['draft'] }, body: nothing }),
  act(lines, 'freeze', { ...{ roles, weight: 1, from: ['open'] }, body: because }),
  act(lines, 'unfreeze', { ...{ roles, weight: 12, from: ['frozen'] }, body: because }),
  act(lines, 'soft-close', { ...{ roles, weight: 0.3, from: ['open', 'frozen'] }, body: because }),
  act(lines, 'close', { ...{ roles, weight: 0.3, from: ['soft_closed'] }, body: because }),
  act(lines, 'overruns', {
    ...{ roles: ['programme-manager'], weight: 1, from: ['open', 'frozen', 'soft_closed'] },
    body: (scene, line) => ({
      cap: money(BigInt(1 + scene.random.below(90_000)), String(line['currency'])),
      expiresOn: addDays(scene.today, scene.random.below(200)),
      authority: 'A. Traoré, chief of mission support',
      reason: 'Rate',
    }),
  }),
  act(lines, 'carry-overs', {
    ...{ roles, weight: 3, from: ['open', 'frozen', 'soft_closed'] },
    body(scene, line) {
      const to = laterLine(scene, line);
      const available = figure(line, 'available');
      if (!to || available < 1n) return undefined;
      const part = available / BigInt(1 + scene.random.below(9)) || 1n;
      const above = scene.random.chance(0.2) ? available : 0n;
      const amount = money(above + part, String(line['currency']));
      return { toLineId: to.id, amount, effectiveAt: scene.today, reason: 'Year end' };
    },
  }),
];

/** A month before this one that nobody has opened, or the one of a day. */
function unopened(scene: Scene): string | undefined {
  const known = scene.all(months).map((period) => period['month']);
  const month = day(scene).slice(0, 7);
  return known.includes(month) ? undefined : month;
}

const ofMonths: readonly Act[] = [
  create(months, {
    ...{ roles, weight: 1 },
    body(scene) {
      const month = unopened(scene);
      return month === undefined ? undefined : { month };
    },
  }),
  act(months, 'soft-close', { ...{ roles, weight: 1, from: ['open', 'reopened'] }, body: because }),
  act(months, 'close', {
    ...{ roles, weight: 1, from: ['open', 'reopened', 'soft_closed'] },
    body: because,
  }),
  act(months, 'certify', {
    ...{ roles: ['programme-manager', 'certifying-officer'], weight: 1, from: ['closed'] },
    body: because,
  }),
  act(months, 'reopen', {
    ...{ roles: ['budget-officer', 'programme-manager'], weight: 2 },
    from: ['soft_closed', 'closing', 'closed', 'certified'],
    body: because,
  }),
];

export const budgets: readonly Act[] = [
  create(lines, {
    ...{ roles, weight: 0.3 },
    body: ({ n, random }) => ({
      title: `Line ${n}`,
      ...{ fund: random.pick(['RSS-TF', 'EU-PSS']), fiscalYear: random.pick(YEARS) },
      ...{ axis: 'border_security', spendClass: 'equipment', currency: 'USD', projectId: null },
    }),
  }),
  ...ofLines,
  ...ofMonths,
  create('rate-tables', {
    ...{ roles, weight: 0.1, calm: true },
    body: ({ today, random }) => ({
      ...{ month: today.slice(0, 7), base: 'USD', source: 'UN' },
      rates: [{ currency: 'XOF', rate: String(570 + random.below(30)) }],
    }),
  }),
  act('rate-tables', 'corrections', {
    ...{ roles, weight: 0.3, calm: true },
    body({ random }) {
      const francs = 570 + random.below(30);
      const rates = [
        { currency: 'XOF', rate: String(francs) },
        { currency: 'EUR', rate: (francs / 655.957).toPrecision(6) },
      ];
      return { source: 'Correction', reason: 'Typed wrongly', rates };
    },
  }),
];

const YEARS = ['2026-27', '2027-28'] as const;
