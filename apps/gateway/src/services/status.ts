import type { AnswerOfReplica } from '../forwarding/forwarding.js';
import type { ServiceName } from '../settings.js';

interface WorkerLine {
  readonly name: string;
  readonly active: boolean;
}

/** What of a service's own answer to /statusz is looked at. */
export interface ServiceStatus {
  readonly status: string;
  readonly version?: string;
  readonly engines?: object;
  readonly settled?: boolean;
  readonly position?: string;
  readonly workers?: readonly WorkerLine[];
  readonly processes?: readonly { readonly group: string; readonly parked: number }[];
}

export interface ReplicaStatus {
  readonly service: ServiceName;
  /** Undefined when it does not tell. */
  readonly answer: ServiceStatus | undefined;
  /** Why it does not tell this caller. */
  readonly refusal?: AnswerOfReplica;
}

/** The system as a whole; `ready` when every service has a replica that is. */
export function statusOf(replicas: readonly ReplicaStatus[]) {
  const answers = replicas.flatMap(({ answer }) => (answer ? [answer] : []));
  const names = [...new Set(replicas.map(({ service }) => service))];
  const isServed = (name: ServiceName): boolean =>
    replicas.some(({ service, answer }) => service === name && answer?.status === 'ready');
  const processes = byName(
    answers.flatMap((one) => one.processes ?? []),
    ({ group }) => group,
  );
  const [first] = answers;
  return {
    status: names.every(isServed) ? 'ready' : 'incomplete',
    version: first?.version,
    engines: first?.engines,
    /** Nothing is on its way in any service, and all have seen the same log. */
    settled: replicas.every(({ answer }) => answer?.settled === true) && samePosition(answers),
    position: greatest(answers.map(({ position = '0' }) => position)),
    services: names.map((service) => ({ service, replicas: statusesOf(service, replicas) })),
    // Of a worker that several replicas know, the one that works tells.
    workers: byName(
      answers
        .flatMap((one) => one.workers ?? [])
        .sort((a, b) => Number(a.active) - Number(b.active)),
      ({ name }) => name,
    ),
    processes,
    parked: processes.reduce((sum, { parked }) => sum + parked, 0),
  };
}

const statusesOf = (name: ServiceName, replicas: readonly ReplicaStatus[]): readonly string[] =>
  replicas
    .filter(({ service }) => service === name)
    .map(({ answer }) => answer?.status ?? 'unreachable');

const samePosition = (answers: readonly ServiceStatus[]): boolean =>
  new Set(answers.map(({ position }) => position)).size === 1;

const greatest = (positions: readonly string[]): string =>
  String(positions.map(BigInt).reduce((a, b) => (a > b ? a : b), 0n));

/** The last of each name. */
const byName = <T>(all: readonly T[], nameOf: (one: T) => string): readonly T[] => [
  ...new Map(all.map((one) => [nameOf(one), one])).values(),
];
