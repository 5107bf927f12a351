export { closedToSpending, projectView, siteView } from './views.js';
export * from './messages.js';
export { translateProjects } from './translate.js';
