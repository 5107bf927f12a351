import { collectionName, logOf, type Runtime } from '@tamani/runtime';
import type { Say } from '../../shell/language.js';
import { fine, wrong, type Finding } from './finding.js';

/** Events counted as waiting; more are told as "at least". */
const MOST_COUNTED = 1_000;

/** What an opened system at rest tells of itself: its log, what waits, what is parked. */
export async function diagnoseRuntime(runtime: Runtime, say: Say): Promise<readonly Finding[]> {
  return [
    fine('identity', say('one_log'), await logOf(runtime.ports.store)),
    await head(runtime, say),
    ...(await lags(runtime, say)),
    ...(await messages(runtime, say)),
    ...(await waiting(runtime, say)),
  ];
}

async function head(runtime: Runtime, say: Say): Promise<Finding> {
  const position = await runtime.ports.store.head();
  const { engine } = runtime.ports.store;
  return fine('log', say('log_head', { position: String(position), engine }), String(position));
}

/** What a stop or a kill has left undone is done at the next start: told, not complained about. */
async function lags(runtime: Runtime, say: Say): Promise<readonly Finding[]> {
  const { reads } = runtime.ports;
  const findings: Finding[] = [];
  for (const { name, readModels } of runtime.contexts) {
    let toProject = 0;
    for (const model of readModels) {
      const after = await reads.checkpoint(collectionName(name, model));
      toProject += await eventsAfter(runtime, after ?? 0n, model.streams);
    }
    const after = await reads.checkpoint(`relay.${name}`);
    const toRelay = await eventsAfter(runtime, after ?? 0n, [`${name}.`]);
    const lag = lagIn(say);
    findings.push(lag(`projector.${name}`, toProject), lag(`relay.${name}`, toRelay));
  }
  return findings;
}

async function eventsAfter(
  runtime: Runtime,
  after: bigint,
  streamPrefixes: readonly string[],
): Promise<number> {
  const filter = streamPrefixes.includes('') ? {} : { filter: { streamPrefixes } };
  let count = 0;
  for (let from = after; count < MOST_COUNTED;) {
    const page = await runtime.ports.store.readAll({ after: from, limit: MOST_COUNTED, ...filter });
    count += page.events.length;
    if (page.atHead) break;
    from = page.next;
  }
  return Math.min(count, MOST_COUNTED);
}

const lagIn =
  (say: Say) =>
  (name: string, count: number): Finding => {
    const code = count >= MOST_COUNTED ? 'lag_events_at_least' : 'lag_events';
    return fine(`lag.${name}`, say(code, { name, count }), count);
  };

async function messages(runtime: Runtime, say: Say): Promise<readonly Finding[]> {
  const { processes } = await runtime.status();
  const lag = processes.map(({ group: name, lag: count }) =>
    fine(`lag.process.${name}`, say('lag_messages', { name, count }), count),
  );
  const parked = processes.reduce((sum, process) => sum + process.parked, 0);
  return [...lag, parkedOf(parked, say)];
}

/** As its lists were at the last stop. */
async function waiting(runtime: Runtime, say: Say): Promise<readonly Finding[]> {
  const { attention, attentionCounts } = await import('@tamani/reporting');
  const isThere = runtime.contexts.some(({ name }) => name === attention.context);
  return isThere ? waitingOf(await attentionCounts(attention, runtime), say) : [];
}

/** Documents that wait longer than the policy's days: a line for each kind that there is. */
export const waitingOf = (
  counts: Iterable<readonly [kind: string, count: number]>,
  say: Say,
): readonly Finding[] =>
  [...counts]
    .filter(([, count]) => count > 0)
    .map(([kind, count]) =>
      fine(`attention.${kind}`, say('attention_some', { kind, count }), count),
    );

/** Parked messages block their key until an operator decides. */
export const parkedOf = (count: number, say: Say): Finding =>
  count === 0
    ? fine('parked', say('parked_none'), 0)
    : wrong('parked', say('parked_some', { count }), count);
