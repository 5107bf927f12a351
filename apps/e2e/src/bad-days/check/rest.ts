import type { Rig } from '../rig/rig.js';

const LOOK_EVERY_MS = 150;
const TIMEOUT_MS = 120_000;

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until nothing is left to do anywhere, from the log to the read models and the bus. Throws
 * what is left after two minutes.
 */
export async function atRest(rig: Rig): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  let quietAt: bigint | undefined;
  for (;;) {
    const seen = await look(rig).catch((error: unknown) => String(error));
    if (typeof seen !== 'string' && seen === quietAt) return;
    quietAt = typeof seen === 'string' ? undefined : seen;
    if (performance.now() > deadline) throw new Error(`it does not come to rest: ${seen}`);
    await later(LOOK_EVERY_MS);
  }
}

/** The head of the log when all is quiet there, or what is not. What costs most is asked last. */
async function look({ alive }: Rig): Promise<bigint | string> {
  const [first] = alive;
  if (!first) throw new Error('no replica is alive');
  const { runtime, ports } = first;
  const head = await ports.store.head();
  const models = runtime.projectors.flatMap(({ progress }) => progress);
  for (const worker of [...runtime.relays, ...models]) {
    const { events } = await worker.lag(1);
    if (events > 0) return `${worker.name} is behind`;
  }
  const isBusy = alive.some((one) => one.runtime.processRunners.some((runner) => runner.isBusy));
  if (isBusy) return 'a process is at work';
  for (const { group, topics } of runtime.processRunners) {
    const lag = await ports.bus.lag(group, topics);
    if (lag > 0) return `${group} has ${lag} messages to handle`;
  }
  return head;
}
