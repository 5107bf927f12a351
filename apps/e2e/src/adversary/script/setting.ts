import { randomOf, type Random } from '@tamani/testing/engines';
import type { Body } from '../../equal/script/request.js';
import type { Resource } from '../../equal/script/world.js';
import type { Path } from '../system/kinds.js';
import type { Answer, Request } from '../system/system.js';
import { money } from './act.js';
import { first } from './persons.js';

/** Sends a request and gives what it made. */
export type Ask = (
  of: Pick<Request, 'who' | 'path' | 'body'> & Partial<Pick<Request, 'id' | 'action'>>,
) => Promise<Answer>;

export interface World {
  /** The first day, 1 July of a year. */
  readonly from: string;
  readonly years: readonly [string, string];
  /** Whether invoices and deliveries may be a little off. */
  readonly isTolerant: boolean;
}

/** The world of a seed: two financial years, from a 1 July on. */
export function worldOf(seed: number, firstYear = 2026): World {
  const random = randomOf(seed);
  const year = (start: number) => `${start}-${String((start + 1) % 100).padStart(2, '0')}`;
  return {
    from: `${firstYear}-07-01`,
    years: [year(firstYear), year(firstYear + 1)],
    isTolerant: random.chance(0.4),
  };
}

/** What has to be there before anybody can buy anything. */
export async function setTheStage(world: World, seed: number, ask: Ask): Promise<void> {
  const stage = new Stage(world, randomOf(seed), ask);
  await stage.rates();
  await stage.policies();
  await stage.vendors();
  await stage.lines(await stage.projects());
}

class Stage {
  constructor(
    private readonly world: World,
    private readonly random: Random,
    private readonly ask: Ask,
  ) {}

  /** Of every month of the two years; the euro is pegged to the franc. */
  async rates(): Promise<void> {
    const start = Number(this.world.from.slice(0, 4)) * 12 + 6;
    for (let at = start; at < start + 24; at += 1) {
      const month = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
      const francs = 570 + this.random.below(30);
      const rates = [
        { currency: 'XOF', rate: String(francs) },
        { currency: 'EUR', rate: (francs / 655.957).toPrecision(6) },
      ];
      const body = { month, base: 'USD', source: 'UN', rates };
      await this.make('rate-tables', 'budget-officer', body);
    }
  }

  async policies(): Promise<void> {
    const tolerances = {
      receipt_tolerance_percent: '10',
      invoice_price_tolerance_percent: '5',
      invoice_price_tolerance_amount: money(500n, 'XOF'),
    };
    const set = { vendor_screening_days: '900', ...(this.world.isTolerant && tolerances) };
    for (const [key, value] of Object.entries(set)) {
      const body = { key, value, from: this.world.from, reason: 'Start' };
      await this.make('policies', 'administrator', body);
    }
  }

  async vendors(): Promise<void> {
    for (const name of ['Sahel Informatique', 'Kayes Construction']) {
      const body = { name, country: 'ML', registrationNumber: `RC-${name}` };
      const { id } = await this.make('vendors', 'buyer', body);
      const screening = { list: 'UNSC', listVersion: '1', result: 'clear' };
      await this.do('vendors', id, { action: 'screenings', role: 'buyer', body: screening });
    }
  }

  /** A quick-impact project under way, and one that is an idea only. */
  async projects(): Promise<readonly string[]> {
    const { from } = this.world;
    const described = {
      ...{ kind: 'qip', axis: 'border_security', institution: 'Garde nationale', region: 'ML07' },
      ...{ donors: ['Pays-Bas'], ceiling: money(5_000_000n, 'USD') },
      ...{ plannedStart: from, plannedEnd: `${from.slice(0, 4)}-12-20` },
    };
    const made: string[] = [];
    for (const title of ['Border post', 'Inspection office']) {
      const { id } = await this.make('projects', 'project-officer', { title, ...described });
      made.push(id);
    }
    const [id = ''] = made;
    const manager = 'programme-manager';
    const appraisal = { recommendation: 'recommended', findings: 'Sound' };
    const committee = { reference: 'LPRC-1', decidedOn: from };
    await this.do('projects', id, { action: 'submit', role: 'project-officer', body: {} });
    await this.do('projects', id, { action: 'appraise', role: manager, body: appraisal });
    await this.do('projects', id, { action: 'approve', role: manager, body: { committee } });
    return made;
  }

  async lines([running, idea]: readonly string[]): Promise<void> {
    const [now, next] = this.world.years;
    const of = (fund: string, currency: string, fiscalYear: string) => ({
      ...{ fund, currency, fiscalYear, axis: 'border_security', projectId: null as string | null },
    });
    const wanted = [
      { ...of('RSS-TF', 'USD', now), spendClass: 'equipment' },
      { ...of('RSS-TF', 'USD', now), spendClass: 'equipment', projectId: running ?? null },
      { ...of('EU-PSS', 'EUR', now), spendClass: 'equipment' },
      { ...of('RSS-TF', 'USD', next), spendClass: 'equipment' },
      { ...of('RSS-TF', 'USD', now), spendClass: 'printing', projectId: idea ?? null },
    ];
    for (const [at, line] of wanted.entries()) await this.line(`Line ${at + 1}`, line);
  }

  private async line(title: string, line: Body & { readonly currency: string }): Promise<void> {
    const { random, world } = this;
    const role = 'budget-officer';
    const { id } = await this.make('budget-lines', role, { title, ...line });
    const minor = BigInt(random.chance(0.3) ? 1 + random.below(99_999) : random.below(9_000_000));
    const amount = money(minor + 50_000n, line.currency);
    const allotment = { amount, effectiveAt: world.from, reason: 'Year' };
    await this.do('budget-lines', id, { action: 'allotments', role, body: allotment });
    await this.do('budget-lines', id, { action: 'open', role, body: {} });
  }

  private async make(path: Path, role: Parameters<typeof first>[0], body: Body): Promise<Resource> {
    const answer = await this.ask({ path, who: first(role), body });
    return (answer.body ?? { id: 'none', status: 'none' }) as Resource;
  }

  private async do(
    path: Path,
    id: string,
    { action, role, body }: { action: string; role: Parameters<typeof first>[0]; body: Body },
  ): Promise<void> {
    await this.ask({ path, id, action, who: first(role), body });
  }
}
