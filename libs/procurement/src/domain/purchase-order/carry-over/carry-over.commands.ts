import type { BusinessDate, Person } from '@tamani/kernel';
import type { Shortfall } from '../order.parts.js';

/** What is still to come of an order goes to budget lines of the next financial year. */
export interface CarryOrderOver {
  readonly type: 'CarryOrderOver';
  readonly lines: readonly { readonly from: string; readonly to: string }[];
  readonly reason: string;
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
  readonly today: BusinessDate;
}
export interface AcceptCarryOver {
  readonly type: 'AcceptCarryOver';
  readonly carryOverId: string;
}
export interface RefuseCarryOver {
  readonly type: 'RefuseCarryOver';
  readonly carryOverId: string;
  readonly rejections: readonly Shortfall[];
}
export type CarryOverCommand = CarryOrderOver | AcceptCarryOver | RefuseCarryOver;
