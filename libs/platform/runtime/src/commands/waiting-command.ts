import type { Command, Recorded, Rejection, Result } from '@tamani/kernel';
import type { AnyAggregate, CommandContext } from '../definitions.js';

export interface Executed<S> {
  readonly state: S;
  readonly revision: bigint;
  /** When the stream's first event and the command's last one were recorded, RFC 3339 UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** A position at or after the command's last event, and committed: for `minPosition`. */
  readonly position: bigint;
  /** The command had been executed before: this is its first result. */
  readonly replayed: boolean;
  /** The command's own events; fresh ones have no position of their own yet (0n). */
  readonly events: readonly Recorded[];
}

export interface ExecuteOptions {
  readonly expect?: 'new' | 'existing';
  /** Revision that the caller has seen. */
  readonly ifMatch?: bigint;
  /** The caller does not look at the state: a replay need not fold it again. */
  readonly stateless?: boolean;
  /**
   * What is drawn only for what will be written: called once the rule has accepted the command,
   * with a number left out; gives the command with it, which is decided on the same facts.
   */
  readonly completed?: () => Promise<Command>;
}

/** A command in its mailbox, with the caller that waits for it. */
export interface Waiting<S> {
  readonly aggregate: AnyAggregate;
  readonly id: string;
  readonly command: Command;
  readonly context: CommandContext;
  readonly options: ExecuteOptions;
  resolve(result: Result<Executed<S>, Rejection>): void;
  reject(error: unknown): void;
}

/** A batch holds commands of one stream, so of one aggregate: its types are erased there. */
export type AnyWaiting = Waiting<unknown>;
