import type { Month, Person, Refusal } from '@tamani/kernel';

/** The key of the line is its own: it opens. */
export interface AcceptOpening {
  readonly type: 'AcceptOpening';
  readonly by: Person;
}
/** Another open line has the key. */
export interface RefuseOpening {
  readonly type: 'RefuseOpening';
  readonly refusal: Refusal;
}
/** Who decides on an allotment beside the line: its contribution, and its project's ceiling. */
export type AllotmentGuard = 'contribution' | 'project';
export interface AcceptAllotment {
  readonly type: 'AcceptAllotment';
  readonly allotmentId: string;
  readonly guard: AllotmentGuard;
}
export interface RefuseAllotment {
  readonly type: 'RefuseAllotment';
  readonly allotmentId: string;
  readonly guard: AllotmentGuard;
  readonly refusal: Refusal;
}
/** A month is to be closed: what was decided before this on the line is decided again. */
export interface FencePostings {
  readonly type: 'FencePostings';
  readonly month: Month;
  readonly closing: number;
}
