import type { Resource } from '../../equal/script/world.js';
import { paths, type Path } from '../system/kinds.js';
import type { Request, System } from '../system/system.js';
import type { History, Told } from '../history/history.js';
import type { Sight } from './bodies.js';
import { steps, type Step } from './steps.js';

/** Above the numbers of a history's own requests. */
const FIRST = 100_000;
const ROUNDS = 12;

/**
 * Brings everything to its end by what the roles may do, each by a person who has done nothing
 * yet. Gives the history with what was done.
 */
export async function windDown(system: System, history: History): Promise<History> {
  const closing = new WindDown(system, history);
  await closing.rates();
  for (let round = 0; round < ROUNDS; round += 1) if (!(await closing.round())) break;
  return { ...history, turns: [...history.turns, ...closing.turns] };
}

class WindDown {
  readonly turns: Told[] = [];
  private readonly today: string;
  private n = FIRST;

  constructor(
    private readonly system: System,
    history: History,
  ) {
    this.today = system.today ?? history.turns.at(-1)?.day ?? history.world.from;
  }

  /** Nothing can be dated in a month without rates. */
  async rates(): Promise<void> {
    const month = this.today.slice(0, 7);
    const known = await this.system.all('rate-tables');
    if (known.some((table) => table['month'] === month)) return;
    const rates = [
      { currency: 'XOF', rate: '590' },
      { currency: 'EUR', rate: (590 / 655.957).toPrecision(6) },
    ];
    const body = { month, base: 'USD', source: 'UN', rates };
    const who = { id: 'closing-rates', roles: ['budget-officer'] };
    await this.send({ n: (this.n += 1), who, path: 'rate-tables', body, fate: 'whole' });
  }

  /** Every step once, for whatever stands before it; whether something came of it. */
  async round(): Promise<boolean> {
    let isMoved = false;
    for (const step of steps) isMoved = (await this.take(step)) || isMoved;
    return isMoved;
  }

  private async take(step: Step): Promise<boolean> {
    const seen = new Map<Path, readonly Resource[]>();
    for (const path of needed(step)) seen.set(path, await this.system.all(path));
    const standing = (seen.get(step.of) ?? []).filter(({ status }) => step.from.includes(status));
    let isMoved = false;
    for (const of of standing) {
      const sight = {
        today: this.today,
        n: (this.n += 1),
        all: (path: Path) => seen.get(path) ?? [],
      };
      const request = this.request(step, of, sight);
      if (request) isMoved = (await this.send(request)) || isMoved;
    }
    if (isMoved) await this.system.mail('all', this.n);
    // A screening can always be repeated: it is no progress.
    return isMoved && step.action !== 'screenings';
  }

  private request(step: Step, of: Resource, sight: Sight): Request | undefined {
    const { action, makes, role } = step;
    const body = step.body?.(sight, of);
    if (!body) return undefined;
    const who = { id: `closing-${role}`, roles: [role] };
    const at = makes ? { path: makes } : { path: step.of, id: of.id, ...(action && { action }) };
    return { ...at, n: sight.n, who, body, fate: 'whole' };
  }

  private async send(request: Request): Promise<boolean> {
    const answer = await this.system.send(request);
    const turn = { day: this.today, requests: [request], mail: 'all', isStage: false } as const;
    this.turns.push({ ...turn, answers: [answer] });
    return answer.status < 300;
  }
}

const needed = ({ of, makes, reads = [] }: Step): readonly Path[] =>
  makes === undefined
    ? [of, ...reads]
    : paths.filter((path) => path === of || PURCHASE.includes(path));

const PURCHASE: readonly Path[] = ['vendors', 'purchase-orders', 'invoices', 'payments'];
