import type { BusinessDate, Person } from '@tamani/kernel';
import type { Shortfall } from '../order.parts.js';

export const carryOverStatuses = ['requested', 'carried_over', 'refused'] as const;

/** What is still to come of an order, on its way to the next year. */
export interface CarryOver {
  readonly number: number;
  readonly carryOverId: string;
  readonly status: (typeof carryOverStatuses)[number];
  readonly lines: readonly { readonly from: string; readonly to: string }[];
  readonly reason: string;
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
  readonly rejections: readonly Shortfall[];
}
