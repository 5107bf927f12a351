export { attentionDays, guaranteeNoticeDays, procurementAttention } from './attention.js';
export * from './messages.js';
export { policyIdOf, policyOn } from './policies.js';
export * from './translate.js';
