/**
 * `npm run lint`: ESLint, who imports whom, format, unused code, sizes, house rules, documents.
 * Each check speaks only when it fails; `lint.mjs sizes dependencies` runs some of them.
 */
import { sourceFiles } from './lint/files.mjs';
import { houseProblems } from './lint/house-rules.mjs';
import { memberProblems } from './lint/members.mjs';
import { packageProblems } from './lint/packages.mjs';
import { referenceProblems } from './lint/references.mjs';
import { sizeProblems } from './lint/sizes.mjs';
import { installed, isMain, root, runNode } from './run.mjs';
import { statesCheck } from '../docs/states.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {boolean} [warns] its output matters even if it passes
 * @property {() => Promise<{ code: number, output: string, seconds?: number }>} run
 */

/** @param {string} tool @param {string[]} args */
const ran = (tool, args) => () => runNode([installed(tool), ...args], { quiet: true });

/** @param {(files: import('./lint/files.mjs').SourceFile[]) => string[]} problemsOf */
const read = (problemsOf) => async () => {
  const problems = problemsOf(await sourceFiles(root));
  return { code: problems.length === 0 ? 0 : 1, output: problems.join('\n') };
};

const rules = ['--config', '.dependency-cruiser.cjs', 'libs', 'apps'];

/** The description of the API, as two linters see it that know nothing of this house. */
const OPENAPI = 'docs/openapi.json';
const redocly = ['--config', 'tools/checks/openapi/redocly.yaml', '--format', 'stylish'];
const spectral = [
  ...['lint', OPENAPI, '--ruleset', 'tools/checks/openapi/spectral.yaml'],
  ...['--fail-severity', 'hint'],
];
process.env['REDOCLY_TELEMETRY'] = 'off';
process.env['REDOCLY_SUPPRESS_UPDATE_NOTICE'] = 'true';

/** @type {readonly Check[]} */
export const checks = [
  { name: 'sizes', run: read(sizeProblems) },
  { name: 'house rules', run: read(houseProblems) },
  { name: 'references', run: read(referenceProblems) },
  { name: 'packages', run: read(packageProblems) },
  { name: 'unused members', run: read(memberProblems) },
  { name: 'dependencies', run: ran('dependency-cruiser/bin/dependency-cruise.mjs', rules) },
  { name: 'eslint', run: ran('eslint/bin/eslint.js', ['.']), warns: true },
  { name: 'format', run: ran('prettier/bin/prettier.cjs', ['--check', '--cache', '.']) },
  { name: 'unused', run: ran('knip/bin/knip.js', ['--no-progress', '--no-config-hints']) },
  { name: 'states', run: statesCheck },
  { name: 'redocly', run: ran('@redocly/cli/bin/cli.js', ['lint', OPENAPI, ...redocly]) },
  { name: 'spectral', run: ran('@stoplight/spectral-cli/dist/index.js', spectral) },
];

/**
 * Runs one check and prints its result, with all findings if it failed.
 * @param {Check} check
 * @returns {Promise<boolean>} passed
 */
export async function runCheck(check) {
  const started = performance.now();
  const { code, output } = await check.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${seconds} s)\n`);
  if (code !== 0 || (check.warns && output.trim() !== ''))
    process.stdout.write(`${output.trimEnd()}\n`);
  return code === 0;
}

/** @param {readonly string[]} names none: all */
async function main(names) {
  const unknown = names.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) {
    const known = checks.map((check) => check.name).join(', ');
    process.stderr.write(`no such check: ${unknown.join(', ')}. There are: ${known}\n`);
    process.exitCode = 2;
    return;
  }
  let failed = 0;
  for (const check of checks) {
    if (names.length > 0 && !names.includes(check.name)) continue;
    if (!(await runCheck(check))) failed += 1;
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

if (isMain(import.meta)) await main(process.argv.slice(2));
