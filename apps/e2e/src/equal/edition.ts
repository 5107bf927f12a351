import type { FakeClock } from '@tamani/testing/engines';
import { randomOf } from '@tamani/testing/engines';
import { differencesOf, type Difference } from './compare/differences.js';
import { snapshotOf } from './compare/snapshot.js';
import type { Answer, Request } from './script/request.js';
import { Script, type ScriptOptions } from './script/script.js';
import { setUp } from './set-up.js';
import type { Side } from './side/side.js';

export interface EditionOptions {
  readonly seed: number;
  readonly scripts: number;
  /** Lanes of scripts that are under way together. */
  readonly together: number;
  /** Least and most steps of a script. */
  readonly steps: readonly [number, number];
  readonly clock: FakeClock;
}

export interface EditionResult {
  readonly scripts: number;
  readonly steps: number;
  /** Steps by the status of their answer. */
  readonly statuses: Readonly<Record<number, number>>;
  readonly events: number;
  readonly streams: number;
  readonly documents: number;
  readonly differences: readonly Difference[];
}

/**
 * The same scripts on two systems that were empty, and what they have kept. Scripts go by rounds:
 * each sends its next request, first the creations one after the other (they draw numbers), then
 * the others side by side; then both systems come to rest. So the order of events in each stream
 * follows from the scripts alone.
 */
export class Edition {
  private readonly differences: Difference[] = [];
  private readonly statuses: Record<number, number> = {};
  private steps = 0;

  constructor(
    private readonly left: Side,
    private readonly right: Side,
    private readonly options: EditionOptions,
  ) {}

  async run(): Promise<EditionResult> {
    const { seed, scripts: count, together } = this.options;
    const random = randomOf(seed);
    const send = (request: Request): Promise<Answer> => this.onBoth(request);
    const vendors = await setUp(send, together);
    await this.rest();
    const [least, most] = this.options.steps;
    const optionsOf = (n: number): ScriptOptions => {
      const steps = least + random.below(most - least + 1);
      const vendorId = vendors[n % together] ?? '';
      return { seed: random.below(2 ** 31), name: `s${n}`, vendorId, steps };
    };
    const all = Array.from({ length: count }, (_, n) => optionsOf(n));
    const lanes = Array.from({ length: together }, (_, lane) =>
      all.filter((__, n) => n % together === lane),
    );
    await this.runLanes(lanes);
    return this.compared();
  }

  /** The scripts of a lane one after the other, the lanes side by side. */
  private async runLanes(lanes: readonly (readonly ScriptOptions[])[]): Promise<void> {
    const waiting = lanes.map((lane) => [...lane]);
    const running = new Map<number, Script>();
    for (;;) {
      for (const [lane, scripts] of waiting.entries()) {
        const before = running.get(lane);
        if (before && !before.isOver) continue;
        const next = scripts.shift();
        if (next) running.set(lane, new Script(next, before));
        else running.delete(lane);
      }
      if (running.size === 0) return;
      await this.round([...running.values()]);
    }
  }

  private async round(scripts: readonly Script[]): Promise<void> {
    const look = (path: string): Promise<Answer> =>
      this.left.send({ user: 'auditor', method: 'GET', path, headers: {} });
    const turns = await Promise.all(
      scripts.map(async (script) => ({ script, request: await script.next(look) })),
    );
    const isCreation = ({ request }: { request: Request }) => !request.path.includes('/');
    for (const side of [this.left, this.right]) side.hold();
    for (const turn of turns.filter(isCreation)) await this.take(turn);
    await Promise.all(turns.filter((turn) => !isCreation(turn)).map((turn) => this.take(turn)));
    await this.rest();
  }

  private async take({ script, request }: { script: Script; request: Request }): Promise<void> {
    const answer = await this.onBoth(request);
    this.steps += 1;
    this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1;
    script.heard(request, answer);
  }

  /** Sends to both; their answers must be the same. */
  private async onBoth(request: Request): Promise<Answer> {
    const { left, right } = this;
    const [one, other] = await Promise.all([left.send(request), right.send(request)]);
    const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
    if (a !== b) this.differences.push({ where: JSON.stringify(request), left: a, right: b });
    return one;
  }

  private async rest(): Promise<void> {
    await Promise.all([this.left.rest(), this.right.rest()]);
  }

  private async compared(): Promise<EditionResult> {
    const { steps, statuses, options, left, right } = this;
    const [one, other] = await Promise.all([snapshotOf(left), snapshotOf(right)]);
    const differences = [...this.differences, ...differencesOf(one, other)];
    const { events, streams, collections } = one;
    const documents = [...collections.values()].reduce((sum, all) => sum + all.size, 0);
    const counts = { scripts: options.scripts, steps, statuses, events, documents };
    return { ...counts, streams: streams.size, differences };
  }
}
