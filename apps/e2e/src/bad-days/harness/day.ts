import { randomOf, type Random } from '@tamani/testing/engines';
import { conditionOf } from '../check/condition.js';
import { verdictOf, type Verdict } from '../check/convergence.js';
import type { Outcome } from '../check/outcome.js';
import { inMemory } from '../rig/engines.js';
import { Rig, type RigOptions } from '../rig/rig.js';
import { Client } from '../workload/client.js';
import { setUp } from '../workload/set-up.js';
import { runPurchases, SIZE } from '../workload/workload.js';
import { Scene } from './scene.js';

/** What goes wrong while the purchases run; it resolves when all is healed. */
export type Trouble = (scene: Scene, random: Random) => Promise<void>;

export interface DayOptions extends RigOptions {
  readonly seed: number;
  readonly trouble?: Trouble;
  /** What must have come of it. */
  readonly undisturbed?: Outcome;
  /** Awaited before the purchases begin. */
  readonly ready?: () => Promise<void>;
  /** How long somebody who wants an answer asks for it. */
  readonly deadlineMs?: number;
}

export interface Day extends Verdict {
  readonly seed: number;
  /** Questions that had to be asked again. */
  readonly repeats: number;
}

/** The last of what replicas have said, for a day that went wrong. */
const LAST_WORDS = 15;

/** One run: two replicas, the purchases, the trouble, and what came of it. */
export async function runDay(options: DayOptions): Promise<Day> {
  const { seed, trouble, undisturbed, ready = async () => undefined } = options;
  const rig = await Rig.start(options);
  try {
    const client = new Client(rig, randomOf(seed), options.deadlineMs);
    await setUp(client, { poorFor: SIZE.poorFor });
    await ready();
    const scene = new Scene(rig, client);
    // The moments of the trouble are not those of the purchases.
    const troubled = trouble?.(scene, randomOf(seed ^ 0x5bd1e995));
    await Promise.all([scene.run(() => runPurchases(client, (name) => scene.end(name))), troubled]);
    const verdict = await verdictOf(rig, client, undisturbed);
    return { ...verdict, seed, repeats: client.repeats };
  } catch (error) {
    const words = rig.log.slice(-LAST_WORDS).join('\n');
    const condition = await conditionOf(rig);
    const why = `seed ${seed}: ${(error as Error).message}\n${words}\n${condition}`;
    throw new Error(why, { cause: error });
  } finally {
    await rig.close();
  }
}

let known: Promise<Outcome> | undefined;

/** The outcome of the purchases without faults: in memory, once per process. */
export function undisturbedOutcome(): Promise<Outcome> {
  known ??= runDay({ seed: 1, open: inMemory() }).then(({ problems, outcome }) => {
    if (problems.length > 0) throw new Error(`undisturbed, and yet: ${problems.join('\n')}`);
    return outcome;
  });
  return known;
}
