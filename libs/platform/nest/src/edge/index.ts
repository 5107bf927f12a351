/** What every HTTP server of the house does alike, of services and gateway; without Nest. */
export { refuse as apiRefusals } from '../errors/api-errors.js';
export { refuseBody as bodyRefusals } from '../errors/body-errors.js';
export { problemOf, PROBLEM_TYPE } from '../errors/problem.js';
export { BODY_LIMIT } from '../http/limits.js';
export { whenAnswered } from './answered.js';
export { answerClientError } from './client-errors.js';
export { finishOpenConnections } from './finish.js';
export { refuseUnexpectedBody } from './framing.js';
