/**
 * `npm run docs:states` writes docs/states.md: for each aggregate its statuses, and which command
 * leads from which to which; and the table of the ways out in docs/domain.md. The suites of the
 * deciders lend their histories, commands and facts; every command is tried in every status
 * (libs/platform/testing/src/transitions). `--check` only compares.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { sourceFiles } from '../checks/lint/files.mjs';
import { installed, isMain, root, runNode } from '../checks/run.mjs';
import { statesDocument } from './states-document.mjs';
import { deadEnds, withWaysOut } from './ways-out.mjs';

/** @typedef {import('./states-document.mjs').Explored} Explored */

const STATES = join(root, 'docs/states.md');
const DOMAIN = join(root, 'docs/domain.md');

/**
 * What the deciders' suites find, in the order of the aggregates' names. All of them are run for
 * what they ask; then one for each aggregate once more, which explores what all have asked.
 * @returns {Promise<readonly Explored[]>}
 */
export async function exploredStates() {
  const folder = await mkdtemp(join(tmpdir(), 'tamani-states-'));
  try {
    const paths = await suites();
    await runSuites(paths, { TAMANI_STATES_DIR: folder });
    const asked = (await readdir(folder)).filter((file) => file.endsWith('.asked')).sort();
    const one = new Map(asked.map((file) => [file.slice(0, file.indexOf('-')), file]));
    const chosen = paths.filter((path) =>
      [...one].some(([category, file]) => file === `${category}-${basename(path)}.asked`),
    );
    await runSuites(chosen, { TAMANI_STATES_DIR: folder, TAMANI_STATES_EXPLORE: '1' });
    const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
    const texts = files.map((file) => readFile(join(folder, file), 'utf8'));
    return (await Promise.all(texts)).map((text) => JSON.parse(text));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} paths
 * @param {Readonly<Record<string, string>>} env
 */
async function runSuites(paths, env) {
  // With one seed: the same samples give the same pages.
  const all = { ...env, TAMANI_TEST_SEED: '1' };
  const node = ['--experimental-vm-modules', installed('jest/bin/jest.js'), '--maxWorkers=2'];
  const options = { quiet: true, env: all };
  const { code, output } = await runNode([...node, '--runTestsByPath', ...paths], options);
  if (code !== 0) throw new Error(output);
}

/** Paths of the suites that test a decider. */
async function suites() {
  const files = await sourceFiles(root);
  return files
    .filter(({ path }) => /^libs\/\w+\/src\/domain\/.*\.spec\.ts$/.test(path))
    .filter(({ text }) => text.includes('givenWhenThen('))
    .map(({ path }) => path);
}

/** What the two pages have to say. @param {readonly Explored[]} explored */
async function expectedPages(explored) {
  const domain = await readFile(DOMAIN, 'utf8');
  return [
    { path: STATES, text: statesDocument(explored) },
    { path: DOMAIN, text: withWaysOut(domain, explored) },
  ];
}

/**
 * As a check of `npm run lint`: the pages are what the rules do, and no status is a dead end.
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function statesCheck() {
  const explored = await exploredStates();
  const problems = [...deadEnds(explored)];
  for (const { path, text } of await expectedPages(explored)) {
    const found = await readFile(path, 'utf8').catch(() => '');
    if (found !== text) {
      problems.push(`${relative(root, path)} is not what the rules do: npm run docs:states`);
    }
  }
  return { code: problems.length === 0 ? 0 : 1, output: problems.join('\n') };
}

if (isMain(import.meta)) {
  if (process.argv.includes('--check')) {
    const { code, output } = await statesCheck();
    process.stdout.write(output);
    process.exitCode = code;
  } else {
    const pages = await expectedPages(await exploredStates());
    for (const { path, text } of pages) await writeFile(path, text);
  }
}
