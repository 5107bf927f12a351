export { run } from './program.js';
export { EXIT } from './shell/exit-codes.js';
