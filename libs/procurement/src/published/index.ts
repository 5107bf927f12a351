export { attentionDays, procurementAttention } from './attention.js';
export * from './messages.js';
export * from './policy.view.js';
export * from './translate.js';
