export * from './messages.js';
export type { BudgetAmount } from './message-parts.js';
export type { CommitmentLine } from './order-messages.js';
export type { DeliveryLine } from './receipt-messages.js';
export * from './facts.js';
export * from './translator.js';
