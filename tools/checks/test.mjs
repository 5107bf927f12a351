/**
 * `npm test`: build, types of the specs, lint, every suite, on the real engines where they are.
 * Each check and each test counts one; the last line is `N passed, N failed`. A check that fails
 * does not hide the ones after it.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from './jest.mjs';
import { enginesOfTests, prepareEngines } from './engine-suites.mjs';
import { checks, runCheck } from './lint.mjs';
import { schemathesis } from './schemathesis.mjs';
import { installed, isMain, runNode } from './run.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const tsc = installed('typescript/bin/tsc');

/** @type {import('./lint.mjs').Check[]} */
const compiled = [
  { name: 'build', run: () => runNode([tsc, '-b'], { quiet: true }) },
  { name: 'types', run: () => runNode([tsc, '-p', 'tsconfig.spec.json'], { quiet: true }) },
];

/**
 * @param {readonly string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<Count>}
 */
async function suites(args, env) {
  const folder = await mkdtemp(join(tmpdir(), 'tamani-test-'));
  const outputFile = join(folder, 'jest.json');
  const code = await jest(['--json', `--outputFile=${outputFile}`, ...args], env);
  const text = await readFile(outputFile, 'utf8').catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  return countOf(text, code);
}

/**
 * @param {string | undefined} text jest's JSON; undefined when it ended before writing it
 * @param {number} code
 * @returns {Count}
 */
export function countOf(text, code) {
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(text);
  // A suite that does not load has no tests that could fail: it counts as one failure.
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

const isFull = process.env['TAMANI_TEST_FULL'] !== undefined;

/** Suites on the servers of the distributed profile, or on their double. */
const ENGINES = 'libs/platform/(kafka|mongodb|eventstoredb)/';
const SYSTEMS = 'apps/e2e/src/(contest|equal|bad-days|adversary/engines)/';
/** The others take longer than all the rest: `npm run test:engines -- apps/e2e/src/bad-days`. */
const SHORT_SYSTEMS = 'apps/e2e/src/(contest|equal)/';
/** Drivers keep sockets and timers of their own for a while after they are closed. */
const ALONE = ['--runInBand', '--forceExit'];
/** Of the black-box suites, those of the short run; the others by `npm run test:e2e`. */
const BLACK_BOX = isFull ? '[a-z-]+' : '(main-job|refusals|openapi)';

/** Suites that need no server but their own processes; two at a time. */
const plain = {
  name: 'without servers; black box on the embedded profile',
  args: [`--testPathIgnorePatterns=/node_modules/|/dist/|${ENGINES}|${SYSTEMS}`],
  env: {},
};

/** One suite at a time: three servers, or eleven processes, fill this machine. */
const onServers = {
  name: 'on the servers',
  args: [ENGINES, isFull ? SYSTEMS : SHORT_SYSTEMS, ...ALONE],
  env: {},
};
/** Without servers the same suites report what they skip. */
const onDouble = { ...onServers, name: 'on the double of the event store; the rest is skipped' };
/** The black-box suites a second time, against five services of two replicas each. */
const blackBox = {
  name: 'black box on the distributed profile',
  args: [`apps/e2e/src/${BLACK_BOX}\\.e2e\\.ts`, ...ALONE],
  env: { TAMANI_PROFILE: 'distributed' },
};

/** @param {Count} total @param {Count} tests */
function add(total, tests) {
  total.passed += tests.passed;
  total.failed += tests.failed;
  total.skipped += tests.skipped;
}

/** @param {readonly string[]} jestArgs */
async function main(jestArgs) {
  /** @type {Count} */
  const total = { passed: 0, failed: 0, skipped: 0 };
  const preparing = prepareEngines();
  for (const check of [...compiled, ...checks]) {
    if (await runCheck(check)) total.passed += 1;
    else total.failed += 1;
  }
  const run = async (/** @type {typeof plain} */ { name, args, env }) => {
    process.stderr.write(`suites ${name}\n`);
    add(total, await suites([...args, ...jestArgs], env));
  };
  // Servers of its own for each group: a system that is new on a shared event store reads past
  // the events of all that were there before it.
  const runOnServers = async (/** @type {typeof plain} */ group) => {
    const engines = await enginesOfTests();
    if (engines.isMissing) total.failed += 1;
    if (engines.env) await run({ ...group, env: { ...engines.env, ...group.env } });
    await engines.stop();
    return engines.env !== undefined;
  };
  await run(plain);
  await preparing;
  if (await runOnServers(onServers)) await runOnServers(blackBox);
  else await run(onDouble);
  if (isFull) add(total, await schemathesis());
  if (total.skipped > 0) process.stdout.write(`${total.skipped} skipped\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

if (isMain(import.meta)) await main(process.argv.slice(2));
