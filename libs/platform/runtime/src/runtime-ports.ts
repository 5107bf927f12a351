import type { Clock, Ids } from '@tamani/kernel';
import type { Bus, EventStore, ReadStore } from '@tamani/ports';

/** All ports to the outside world that the runtime uses. */
export interface RuntimePorts {
  readonly store: EventStore;
  readonly bus: Bus;
  readonly reads: ReadStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

export interface Log {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

export interface RuntimeSettings {
  /**
   * True when no other process appends to the store (the embedded profile): a cached state is
   * then known to be the newest. Otherwise each use of it reads what came after.
   */
  readonly soleWriter: boolean;
  /**
   * Owner's name on leases. A process that owns its files uses the same after a restart and so
   * need not wait for its own lease to run out; replicas each have their own.
   */
  readonly owner: string;
  readonly leaseMs: number;
  /** Bytes of memory for cached states, of all kinds together; more are read again. */
  readonly cachedBytes: number;
  /** Commands that may wait for one stream; more are asked to retry. */
  readonly waitingPerStream: number;
  /** Tries of a message whose handling fails by a fault of the code, before it is parked. */
  readonly attemptsBeforeParking: number;
  /**
   * Pause of a projector that has caught up: under load it turns many small writes into few,
   * and lists are so much later. Reads of one resource do not wait for it.
   */
  readonly projectionPauseMs: number;
  /** False only in a fault test's control: what is of another log is then served. */
  readonly checkLog: boolean;
  /** False only in a fault test's control: a repeat is then decided as if it was new. */
  readonly rememberCommandIds: boolean;
}

export const defaultSettings: RuntimeSettings = {
  soleWriter: false,
  owner: '',
  leaseMs: 10_000,
  cachedBytes: 64 * 1024 ** 2,
  waitingPerStream: 2_000,
  attemptsBeforeParking: 5,
  projectionPauseMs: 20,
  checkLog: true,
  rememberCommandIds: true,
};
