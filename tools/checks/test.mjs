/**
 * `npm test`: build, types of the specs, lint, every suite, on the real engines where they are. Each check and each test counts one;
 * the last line is `N passed, N failed`. A check that fails does not hide the ones after it.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from './jest.mjs';
import { enginesOfTests, prepareEngines } from './engine-suites.mjs';
import { checks, runCheck } from './lint.mjs';
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
  // A suite that does not load has no test that could fail: it counts one by itself.
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/**
 * Every suite once; and, where the servers are, the black-box suites a second time, against five
 * services of two replicas each.
 * @param {Record<string, string> | undefined} engines
 */
function runsOf(engines) {
  const all = { name: 'all, black box on the embedded profile', args: [], env: engines ?? {} };
  if (!engines) return [all];
  const env = { ...engines, TAMANI_PROFILE: 'distributed' };
  // One at a time: a system of eleven processes fills this machine.
  const args = ['apps/e2e/src/[a-z-]+\\.e2e\\.ts', '--runInBand'];
  return [all, { name: 'black box on the distributed profile', args, env }];
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
  await preparing;
  const engines = await enginesOfTests();
  if (engines.isMissing) total.failed += 1;
  for (const run of runsOf(engines.env)) {
    process.stderr.write(`suites: ${run.name}\n`);
    const tests = await suites([...run.args, ...jestArgs], run.env);
    total.passed += tests.passed;
    total.failed += tests.failed;
    total.skipped += tests.skipped;
  }
  await engines.stop();
  if (total.skipped > 0) process.stdout.write(`${total.skipped} skipped\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

if (isMain(import.meta)) await main(process.argv.slice(2));
