import type { Replica } from '../rig/replica.js';
import type { Rig } from '../rig/rig.js';

/** How each replica stands, a line for each part that is not at rest: for a day that went wrong. */
export async function conditionOf({ alive }: Rig): Promise<string> {
  const told = await Promise.all(alive.map((replica) => linesOf(replica).catch(failed)));
  return alive.map(({ name }, n) => `${name}: ${told[n]?.join('\n   ')}`).join('\n');
}

const failed = (error: unknown): readonly string[] => [`does not tell: ${String(error)}`];

async function linesOf({ runtime, health }: Replica): Promise<readonly string[]> {
  const { head, relays, projectors, processes } = await runtime.status();
  const workers = [...relays, ...projectors].map(
    ({ name, active, lag, lastError = '' }) =>
      `${name} ${active ? 'works' : 'waits'}, ${lag.events} events behind ${lastError}`,
  );
  const groups = processes.map(
    ({ group, lag, busy, parked }) =>
      `${group} ${busy ? 'busy' : 'idle'}, ${lag} to handle, ${parked} parked`,
  );
  return [`head ${head}`, ...workers, ...groups, ...health().map((one) => JSON.stringify(one))];
}
