import { BODY_LIMIT } from '@tamani/nest/edge';

/** How much, and how long, the gateway bears; so its memory has a bound whoever calls. */
export interface Limits {
  /** Requests at a time, of all clients. */
  readonly inHand: number;
  /** Connections at a time; the next one is closed. */
  readonly connections: number;
  /** Of a request; the same as the services'. */
  readonly bodyBytes: number;
  /** Of all requests in hand together, as they announce them. */
  readonly bodiesBytes: number;
  /** Until the headers of a request have come, on a new connection too. */
  readonly headersMs: number;
  /** Until the body has come, too. */
  readonly requestMs: number;
  /** A connection without a request. */
  readonly idleMs: number;
  /** A client that takes nothing of its answer. */
  readonly stalledMs: number;
  /** Connections to each replica. */
  readonly upstreamConnections: number;
  /** Until a replica has taken a connection. */
  readonly connectMs: number;
  /** Until a service begins its answer, and between two pieces of it. */
  readonly answerMs: number;
}

export const LIMITS: Limits = {
  inHand: 1_024,
  connections: 12_000,
  bodyBytes: BODY_LIMIT,
  bodiesBytes: 256 * BODY_LIMIT,
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 72_000,
  stalledMs: 120_000,
  upstreamConnections: 256,
  connectMs: 5_000,
  answerMs: 60_000,
};
