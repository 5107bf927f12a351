import { describeKill } from './harness/kill-suite.js';

await describeKill('kafka', 'the broker killed under load');
