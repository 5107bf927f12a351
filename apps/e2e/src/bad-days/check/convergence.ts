import { patiently } from '../rig/patience.js';
import type { Replica } from '../rig/replica.js';
import type { Rig } from '../rig/rig.js';
import type { Client } from '../workload/client.js';
import { keepLog, wholeLog } from './log-copy.js';
import { logProblems } from './log-problems.js';
import { divergences, outcomeOf, type Outcome } from './outcome.js';
import { differencesOf, foldedFrom, readModelsOf } from './read-models.js';
import { atRest } from './rest.js';

export interface Verdict {
  /** What is wrong; nothing, when the run ended as an undisturbed one. */
  readonly problems: readonly string[];
  readonly outcome: Outcome;
  readonly events: number;
  /** Commands that were answered. */
  readonly acknowledged: number;
}

/**
 * Waits until everything has come to rest after a bad day, and compares what is left of it with
 * what was promised: all that was acknowledged is there once, as it was told, in the log without
 * a hole; read models are the fold of the log; nothing is parked; and it ended as `undisturbed`.
 */
export async function verdictOf(
  rig: Rig,
  client: Client,
  undisturbed: Outcome | undefined,
): Promise<Verdict> {
  await client.drained();
  await atRest(rig);
  const [judge] = rig.alive;
  if (!judge) throw new Error('no replica is alive');
  const { log, live, folded, parked } = await patiently(() => left(judge));
  const outcome = outcomeOf(live);
  const problems: string[] = [
    ...logProblems(log, client.acknowledged),
    ...differencesOf(live, folded),
    ...parked.map(({ group, key, reason }) => `parked: ${group} ${key}: ${reason}`),
    ...(undisturbed ? divergences(outcome, undisturbed) : []),
  ];
  if (problems.length > 0) problems.push(`the log is in ${await keepLog(log)}`);
  return { problems, outcome, events: log.length, acknowledged: client.acknowledged.length };
}

/** All that a run has left behind. */
async function left(judge: Replica) {
  const log = await wholeLog(judge.ports.store);
  const live = await readModelsOf(judge);
  const folded = await foldedFrom(log, judge);
  return { log, live, folded, parked: await judge.runtime.parked.list() };
}
