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
