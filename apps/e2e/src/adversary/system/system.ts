import type { Actor } from '@tamani/kernel';
import type { Body } from '../../equal/script/request.js';
import type { Resource } from '../../equal/script/world.js';
import type { Path } from './kinds.js';

/** What happens to a request on its way. */
export type Fate =
  /** It and all that follows from it in its context. */
  | 'whole'
  /** The process dies after the append: what follows is left to the bus. */
  | 'cut'
  /** The store fails now and then while it is carried out; the client asks again. */
  | 'torn'
  /** The client repeats it with the same key. */
  | 'twice';

/** One request, literal: what it is sent with does not depend on what is there. */
export interface Request {
  /** Its number in the history; its key, so the ids of what it makes follow from it. */
  readonly n: number;
  readonly who: Actor;
  /** `requisitions`. */
  readonly path: Path;
  /** Of an action: the resource's id and the action's name. */
  readonly id?: string;
  readonly action?: string;
  readonly body: Body;
  readonly fate: Fate;
  /** Nothing is under way before it, nor beside it. */
  readonly calm?: boolean;
}

export interface Answer {
  readonly status: number;
  /** Of a refusal. */
  readonly code?: string;
  /** What failed, of a 500. */
  readonly fault?: string;
  readonly body?: Resource;
}

/** An event as the log has it, and as `GET /v1/events` shows it. */
export interface LogEvent {
  readonly position: number;
  /** `procurement.Requisition`. */
  readonly category: string;
  readonly id: string;
  readonly type: string;
  readonly data: Body;
  readonly actor: Actor;
  /** Id of the command that it came by. */
  readonly commandId: string;
  readonly recordedAt: string;
  readonly effectiveAt?: string;
}

/** A system that the adversary plays against. */
export interface System {
  /** The day, where the clock cannot be set. */
  readonly today?: string;
  /** Sets the clock, where it can be set. */
  at(day: string): void;
  send(request: Request): Promise<Answer>;
  /** All resources of a kind, as they are now, in the order in which they were made. */
  all(path: Path): Promise<readonly Resource[]>;
  /** Lets the messages travel: a few of them, in some order and some twice; or all. */
  mail(amount: 'some' | 'all', seed: number): Promise<void>;
  log(): Promise<readonly LogEvent[]>;
  /** Reasons of parked messages, refused commands and failures since the start. */
  troubles(): Promise<readonly string[]>;
  close(): Promise<void>;
}
