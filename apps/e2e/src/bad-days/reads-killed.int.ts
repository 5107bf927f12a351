import { describeKill } from './harness/kill-suite.js';

await describeKill('mongo', 'the read store killed under load');
