import { describeKill } from './harness/kill-suite.js';

await describeKill('esdb', 'the event store killed under load');
