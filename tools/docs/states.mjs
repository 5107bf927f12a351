/**
 * `npm run docs:states` writes docs/states.md: for each aggregate its statuses, and which command
 * leads from which to which. The suites of the deciders lend their histories, commands and facts;
 * every command is tried in every status (libs/platform/testing/src/transitions). `--check` only
 * compares.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceFiles } from '../checks/lint/files.mjs';
import { installed, isMain, root, runNode } from '../checks/run.mjs';
import { statesDocument } from './states-document.mjs';

/** @typedef {import('./states-document.mjs').Explored} Explored */

const TARGET = join(root, 'docs/states.md');

/**
 * What the deciders' suites find, in the order of the aggregates' names.
 * @returns {Promise<readonly Explored[]>}
 */
export async function exploredStates() {
  const folder = await mkdtemp(join(tmpdir(), 'tamani-states-'));
  try {
    // One suite after the other, with one seed: the last of an aggregate knows what all asked.
    const env = { TAMANI_STATES_DIR: folder, TAMANI_TEST_SEED: '1' };
    const node = ['--experimental-vm-modules', installed('jest/bin/jest.js'), '--runInBand'];
    const { code, output } = await runNode([...node, '--runTestsByPath', ...(await suites())], {
      quiet: true,
      env,
    });
    if (code !== 0) throw new Error(output);
    const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
    const texts = files.map((file) => readFile(join(folder, file), 'utf8'));
    return (await Promise.all(texts)).map((text) => JSON.parse(text));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Paths of the suites that test a decider. */
async function suites() {
  const files = await sourceFiles(root);
  return files
    .filter(({ path }) => /^libs\/\w+\/src\/domain\/.*\.spec\.ts$/.test(path))
    .filter(({ text }) => text.includes('givenWhenThen('))
    .map(({ path }) => path);
}

/**
 * As a check of `npm run lint`.
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function statesCheck() {
  const expected = statesDocument(await exploredStates());
  const found = await readFile(TARGET, 'utf8').catch(() => '');
  if (found === expected) return { code: 0, output: '' };
  return { code: 1, output: 'docs/states.md is not what the rules do: npm run docs:states' };
}

if (isMain(import.meta)) {
  if (process.argv.includes('--check')) {
    const { code, output } = await statesCheck();
    process.stdout.write(output);
    process.exitCode = code;
  } else {
    await writeFile(TARGET, statesDocument(await exploredStates()));
  }
}
