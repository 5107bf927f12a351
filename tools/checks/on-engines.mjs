/**
 * `npm run test:engines -- <suites>`: starts the servers of the distributed profile, unless the
 * environment names others, runs suites on them one at a time, stops them. With
 * TAMANI_PROFILE=distributed the black-box suites run against five services on them.
 */
import { enginesOfTests } from './engine-suites.mjs';
import { jest } from './jest.mjs';

const { env, stop } = await enginesOfTests();
if (!env) process.exit(1);
const code = await jest(['--runInBand', '--forceExit', ...process.argv.slice(2)], env);
await stop();
process.exitCode = code;
