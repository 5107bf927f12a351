export { attentionDays, procurementAttention } from './attention.js';
export * from './messages.js';
export { policyIdOf, policyOn } from './policies.js';
export * from './translate.js';
