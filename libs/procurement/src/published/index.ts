export * from './messages.js';
export { policyOn } from './policies.js';
export * from './translate.js';
