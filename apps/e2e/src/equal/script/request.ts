import type { DemoUser } from '@tamani/nest';

/** A literal request, identical for every system. */
export interface Request {
  readonly user: DemoUser;
  readonly method: 'GET' | 'POST';
  /** Below `/v1/`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What of an answer must be the same everywhere: all but its place in the log and its trace. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A write that a script thinks of: who, where, what. */
export interface Draft {
  readonly user: DemoUser;
  /** `budget-lines`, or `budget-lines/<id>/open`. */
  readonly path: string;
  readonly body: unknown;
}

export type Body = Readonly<Record<string, unknown>>;
