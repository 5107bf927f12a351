export { attentionDays, procurementAttention } from './attention.js';
export * from './messages.js';
export * from './translate.js';
