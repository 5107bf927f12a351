import type { CommandHandler } from './commands/command-handler.js';
import type { ContextDefinition } from './definitions.js';
import type { ProcessRunner } from './processes/process-runner.js';
import type { Projector } from './projections/projector.js';
import type { Relay } from './relay/relay.js';
import type { RuntimePorts } from './runtime-ports.js';

/** A reader of the log: a projector or a relay. */
export interface WorkerStatus {
  readonly name: string;
  readonly position: bigint;
  /** Positions behind the head of the log. */
  readonly lag: bigint;
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
}

/** What of a runtime is looked at. */
interface StatusSource {
  readonly ports: Pick<RuntimePorts, 'store' | 'bus'>;
  readonly contexts: readonly ContextDefinition[];
  readonly projectors: readonly Projector[];
  readonly relays: readonly Relay[];
  readonly processRunners: readonly ProcessRunner[];
  readonly commands: CommandHandler;
}

/** The progress of all workers: for readiness, metrics, `doctor`. */
export async function statusOf(runtime: StatusSource): Promise<RuntimeStatus> {
  const head = await runtime.ports.store.head();
  const statusOfWorker = async (worker: Worker): Promise<WorkerStatus> => {
    const { name, isActive: active, lastError } = worker;
    const position = await worker.position();
    const lag = position < head ? head - position : 0n;
    return { name, position, lag, active, lastError };
  };
  const withModels = runtime.projectors.filter(
    (_, index) => (runtime.contexts[index]?.readModels.length ?? 0) > 0,
  );
  const processes = runtime.processRunners.map(async (runner) => {
    const { group, topics, isBusy: busy, parking } = runner;
    const lag = await runtime.ports.bus.lag(group, topics);
    return { group, lag, busy, parked: (await parking.list()).length };
  });
  return {
    head,
    projectors: await Promise.all(withModels.map(statusOfWorker)),
    relays: await Promise.all(runtime.relays.map(statusOfWorker)),
    processes: await Promise.all(processes),
    cachedBytes: runtime.commands.loader.cachedBytes,
  };
}

/** Log, relay and read models were idle when the status was taken. */
export function isQuiet({ projectors, relays, processes }: RuntimeStatus): boolean {
  const isBehind = [...projectors, ...relays].some(({ lag }) => lag > 0n);
  return !isBehind && !processes.some(({ lag, busy }) => lag > 0 || busy);
}
