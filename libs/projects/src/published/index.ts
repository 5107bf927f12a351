export { maySpend, projectView, siteView, takesFunds } from './views.js';
export * from './messages.js';
export { translateProjects } from './translate.js';
