import type { IntegrationEvent } from '@tamani/kernel';
import type { z } from 'zod';
import { guardMessages } from './guard-messages.js';
import { lineMessages, moneyMessages } from './line-messages.js';
import { outcomeMessages } from './outcomes.js';
import { referenceMessages } from './reference-messages.js';
import { transferMessages } from './transfer-messages.js';

/** The topic of this context. */
export const BUDGETS_TOPIC = 'budgets.events.v1';

/** Every integration event of budgets by type, with the schema of its data. */
export const budgetsEvents = {
  ...outcomeMessages,
  ...moneyMessages,
  ...lineMessages,
  ...referenceMessages,
  ...guardMessages,
  ...transferMessages,
} as const;

export type BudgetsEventType = keyof typeof budgetsEvents;

/** `BudgetsData<'budgets.DocumentFundsReserved.v1'>`: the data of one type of event. */
export type BudgetsData<T extends BudgetsEventType> = z.output<(typeof budgetsEvents)[T]>;

/** One type of event, or the union of all: switch on `type` and `data` is known. */
export type BudgetsEvent<T extends BudgetsEventType = BudgetsEventType> = {
  [K in T]: IntegrationEvent<K, BudgetsData<K>>;
}[T];

/** Narrows a message of a bus to this context's events. */
export const isBudgetsEvent = (event: IntegrationEvent): event is BudgetsEvent =>
  Object.hasOwn(budgetsEvents, event.type);
