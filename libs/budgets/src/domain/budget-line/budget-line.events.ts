import type { EventOf } from '@tamani/kernel';
import { carriedEvents } from './events/carried.events.js';
import { deliveryEvents } from './events/delivery.events.js';
import { fundsEvents } from './events/funds.events.js';
import { lineEvents } from './events/line.events.js';
import { paymentEvents } from './events/payment.events.js';
import { pricingEvents } from './events/pricing.events.js';

/** Every event of a budget line. */
export const budgetLineEvents = {
  ...lineEvents,
  ...fundsEvents,
  ...carriedEvents,
  ...deliveryEvents,
  ...pricingEvents,
  ...paymentEvents,
} as const;
export type BudgetLineEvent = EventOf<typeof budgetLineEvents>;
export type BudgetLineEventType = BudgetLineEvent['type'];
export type BudgetLineEventData<T extends BudgetLineEventType> = Extract<
  BudgetLineEvent,
  { type: T }
>['data'];

export const lineStatuses = [
  'draft',
  'opening',
  'open',
  'frozen',
  'soft_closed',
  'closed',
] as const;
export type LineStatus = (typeof lineStatuses)[number];

/** The one table from event to status: state, view and messages all read it. */
export const lineStatusAfter: { readonly [K in BudgetLineEventType]?: LineStatus } = {
  BudgetLineDrafted: 'draft',
  BudgetLineOpeningRequested: 'opening',
  BudgetLineOpeningRefused: 'draft',
  BudgetLineOpened: 'open',
  BudgetLineFrozen: 'frozen',
  BudgetLineUnfrozen: 'open',
  BudgetLineSoftClosed: 'soft_closed',
  BudgetLineClosed: 'closed',
};
