/**
 * `npm test`: build, types of the specs, lint, every suite. Each check and each test counts one;
 * the last line is `N passed, N failed`. A check that fails does not hide the ones after it.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from './jest.mjs';
import { checks, runCheck } from './lint.mjs';
import { installed, isMain, runNode } from './run.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

const tsc = installed('typescript/bin/tsc');

/** @type {import('./lint.mjs').Check[]} */
const compiled = [
  { name: 'build', run: () => runNode([tsc, '-b'], { quiet: true }) },
  { name: 'types', run: () => runNode([tsc, '-p', 'tsconfig.spec.json'], { quiet: true }) },
];

/** @param {readonly string[]} args @returns {Promise<Count>} */
async function suites(args) {
  const folder = await mkdtemp(join(tmpdir(), 'tamani-test-'));
  const outputFile = join(folder, 'jest.json');
  const code = await jest(['--json', `--outputFile=${outputFile}`, ...args]);
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

/** @param {readonly string[]} jestArgs */
async function main(jestArgs) {
  /** @type {Count} */
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const check of [...compiled, ...checks]) {
    if (await runCheck(check)) total.passed += 1;
    else total.failed += 1;
  }
  const tests = await suites(jestArgs);
  total.passed += tests.passed;
  total.failed += tests.failed;
  if (tests.skipped > 0) process.stdout.write(`${tests.skipped} skipped\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

if (isMain(import.meta)) await main(process.argv.slice(2));
