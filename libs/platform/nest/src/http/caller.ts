import type { Actor, BusinessDate, Person } from '@tamani/kernel';
import type { Language } from '@tamani/texts';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Who calls and with what, checked by the gate before a controller sees it. */
export interface Caller {
  readonly actor: Actor;
  readonly person: Person;
  /** Derived from the caller and the Idempotency-Key. */
  readonly commandId: string;
  /** SHA-256 over method, path and body. */
  readonly requestHash: string;
  readonly correlationId: string;
  readonly ifMatch?: bigint;
  readonly today: BusinessDate;
  /** RFC 3339 UTC. */
  readonly now: string;
  readonly language: Language;
}

/** What the gate leaves on a request for the decorators and the answer. */
export interface GatedRequest extends FastifyRequest {
  caller?: Caller;
  /** Whose token it has, whether they may or not. */
  actor?: Actor;
  input?: unknown;
  traceId?: string;
  language?: Language;
}

/** The reply that belongs to a caller: commands set their headers on it. */
const replies = new WeakMap<Caller, FastifyReply>();

export const bindReply = (caller: Caller, reply: FastifyReply): void => {
  replies.set(caller, reply);
};

export const replyOf = (caller: Caller): FastifyReply | undefined => replies.get(caller);

/** Without the query. */
export const pathOf = ({ url }: Pick<GatedRequest, 'url'>): string => url.split('?', 1)[0] ?? '';
