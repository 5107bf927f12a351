export * from './messages.js';
export { policyIdOf, policyOn } from './policies.js';
export * from './translate.js';
