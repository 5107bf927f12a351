import type { Asked } from './plan.js';

/** What a process is to do. */
export interface Job {
  readonly kind: 'job';
  readonly share: readonly Asked[];
  /** Commands that it has under way at once. */
  readonly atOnce: number;
  /** The control: decisions on stale state, and conflicts overwritten. */
  readonly ignoresConflicts: boolean;
}

export type ToWorker = Job | { readonly kind: 'go' } | { readonly kind: 'end' };

/** What a process was told of a reservation that it had sent. */
export interface Told {
  readonly reservationId: string;
  readonly outcome: 'accepted' | 'refused';
  /** The stream had the command already: this is its first answer again. */
  readonly replayed: boolean;
}

export interface Report {
  readonly kind: 'report';
  readonly told: readonly Told[];
  readonly conflicts: number;
  /** Commands that were told to come back for too many conflicts, and did. */
  readonly cameBack: number;
}

export type FromWorker = { readonly kind: 'ready' } | Report;
