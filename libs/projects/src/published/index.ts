export { closedToSpending, projectFact, siteFact } from './facts.js';
export * from './messages.js';
export { translateProjects } from './translate.js';
