import type { CommandHandler } from './commands/command-handler.js';
import type { ProcessRunner } from './processes/process-runner.js';
import type { Projector } from './projections/projector.js';
import type { Relay } from './relay/relay.js';
import type { RuntimePorts } from './runtime-ports.js';
import type { Lag } from './workers/lag.js';

/** Events behind the log are counted so far, for who only wants to know how it stands. */
export const LAG_COUNTED = 1_000;

/** A reader of the log: a read model (`projector.budgets.budget-lines`) or a relay. */
export interface WorkerStatus {
  readonly name: string;
  readonly position: bigint;
  readonly lag: Lag;
  /** Works in this process; false where another replica has the lease. */
  readonly active: boolean;
  readonly lastError?: string | undefined;
}

export interface ProcessStatus {
  /** `budgets.reservation`. */
  readonly group: string;
  /** Messages not handled yet. */
  readonly lag: number;
  readonly busy: boolean;
  readonly parked: number;
}

export interface RuntimeStatus {
  readonly head: bigint;
  readonly projectors: readonly WorkerStatus[];
  readonly relays: readonly WorkerStatus[];
  readonly processes: readonly ProcessStatus[];
  /** Bytes of memory of the cached states, about. */
  readonly cachedBytes: number;
}

interface Worker {
  readonly name: string;
  readonly isActive: boolean;
  readonly lastError: string | undefined;
  position(): Promise<bigint>;
  /** Counts the events that it has still to handle, up to a number. */
  lag(most: number): Promise<Lag>;
}

/** What of a runtime is looked at. */
interface StatusSource {
  readonly ports: Pick<RuntimePorts, 'store' | 'bus'>;
  readonly projectors: readonly Projector[];
  readonly relays: readonly Relay[];
  readonly processRunners: readonly ProcessRunner[];
  readonly commands: CommandHandler;
}

/** The progress of all workers: for operators, metrics, `doctor`. Asks every engine. */
export async function statusOf(runtime: StatusSource, mostLag: number): Promise<RuntimeStatus> {
  const head = await runtime.ports.store.head();
  const statusOfWorker = async (worker: Worker): Promise<WorkerStatus> => {
    const { name, isActive: active, lastError } = worker;
    const [position, lag] = await Promise.all([worker.position(), worker.lag(mostLag)]);
    return { name, position, lag, active, lastError };
  };
  const processes = runtime.processRunners.map(async (runner) => {
    const { group, topics, isBusy: busy, parking } = runner;
    const lag = await runtime.ports.bus.lag(group, topics);
    return { group, lag, busy, parked: (await parking.list()).length };
  });
  return {
    head,
    projectors: await Promise.all(
      runtime.projectors.flatMap(({ progress }) => progress).map(statusOfWorker),
    ),
    relays: await Promise.all(runtime.relays.map(statusOfWorker)),
    processes: await Promise.all(processes),
    cachedBytes: runtime.commands.loader.cachedBytes,
  };
}

/** Log, relay and read models were idle when the status was taken. */
export function isQuiet({ projectors, relays, processes }: RuntimeStatus): boolean {
  const isBehind = [...projectors, ...relays].some(({ lag }) => lag.events > 0);
  return !isBehind && !processes.some(({ lag, busy }) => lag > 0 || busy);
}

const POLL_MS = 10;

/**
 * Resolves when log, relay and read models are idle; throws at the timeout. Quiet twice, with
 * nothing written in between: what was on its way at the first look would have been seen.
 */
export async function whenQuiet(runtime: StatusSource, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let quietAt: bigint | undefined;
  for (;;) {
    const status = await statusOf(runtime, 1);
    const quiet = isQuiet(status);
    if (quiet && quietAt === status.head) return;
    quietAt = quiet ? status.head : undefined;
    if (performance.now() > deadline) {
      throw new Error(`not settled after ${timeoutMs} ms: ${textOf(status)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const textOf = (status: RuntimeStatus): string =>
  JSON.stringify(status, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
