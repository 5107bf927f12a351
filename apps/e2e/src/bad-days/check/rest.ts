import { collectionName, isQuiet, type RuntimeStatus } from '@tamani/runtime';
import type { Replica } from '../rig/replica.js';
import type { Rig } from '../rig/rig.js';

const LOOK_EVERY_MS = 150;
const TIMEOUT_MS = 120_000;
/** Every timer that is set is due by then. */
const ALL_DUE_MS = 20_000;

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until nothing is left to do anywhere: from the log to the read models and the bus, and
 * of timers, for which the clock moves on. Throws what is left after two minutes.
 */
export async function atRest(rig: Rig): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  let quietAt: bigint | undefined;
  for (;;) {
    rig.clock.advance(ALL_DUE_MS);
    const seen = await look(rig).catch((error: unknown) => String(error));
    if (typeof seen !== 'string' && seen === quietAt) return;
    quietAt = typeof seen === 'string' ? undefined : seen;
    if (performance.now() > deadline) throw new Error(`it does not come to rest: ${seen}`);
    await later(LOOK_EVERY_MS);
  }
}

/** The head of the log when all is quiet there, or what is not. */
async function look(rig: Rig): Promise<bigint | string> {
  const [first] = rig.alive;
  if (!first) throw new Error('no replica is alive');
  const waiting = await timersWaiting(first);
  if (waiting > 0) return `${waiting} timers wait`;
  const status = await first.runtime.status();
  const runners = rig.alive.flatMap(({ runtime }) => runtime.processRunners);
  if (!isQuiet(status)) return textOf(status);
  return runners.some(({ isBusy }) => isBusy) ? 'a process is at work' : status.head;
}

async function timersWaiting({ runtime, ports }: Replica): Promise<number> {
  let count = 0;
  for (const { name, readModels } of runtime.contexts) {
    for (const model of readModels) {
      if (model.name !== 'timers') continue;
      const where = [{ field: 'state', op: 'eq', value: 'waiting' } as const];
      const found = await ports.reads.find(collectionName(name, model), { where, limit: 100 });
      count += found.documents.length;
    }
  }
  return count;
}

function textOf({ projectors, relays, processes }: RuntimeStatus): string {
  const behind = [...projectors, ...relays].filter(({ lag }) => lag > 0n);
  const workers = behind.map(({ name, lag, lastError = '' }) => `${name} -${lag} ${lastError}`);
  const groups = processes.filter(({ lag, busy }) => lag > 0 || busy);
  return [...workers, ...groups.map(({ group, lag }) => `${group} -${lag}`)].join(', ');
}
