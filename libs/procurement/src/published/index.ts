export * from './messages.js';
export type { BudgetAmount } from './messages/message-parts.js';
export type { CommitmentLine } from './messages/order-messages.js';
export type { DeliveryLine } from './messages/receipt-messages.js';
export * from './facts.js';
export * from './translator.js';
