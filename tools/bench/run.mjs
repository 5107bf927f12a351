/**
 * `npm run bench`: each scenario beside its control, in turn, in processes of their own; tables on
 * the terminal, the goals at the end, JSON under bench/results/. Absolute figures mean nothing on
 * a shared machine, the ratios do. `-- append-w64` runs some scenarios, `--rounds 9` more rounds;
 * `-- growth` and `-- soak` are studies that take longer, and run when they are named.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, runNode, installed } from '../checks/run.mjs';
import { contest } from './support/contest.mjs';
import { goalsTable } from './goals.mjs';
import { save, summary, table } from './support/report.mjs';

const FILES = [
  ...['append', 'command-project', 'command-purchase', 'reads', 'load', 'project'],
  'distributed',
];
const STUDIES = ['growth', 'soak'];
const FEWEST_ROUNDS = 5;

const HELP = `npm run bench -- [scenario…] [--rounds n] [--no-build]

Runs each scenario beside its control and prints their ratios, then the goals beside what was
measured; results go to bench/results/.

  --rounds n    rounds of each scenario, ${FEWEST_ROUNDS} at least (default ${FEWEST_ROUNDS})
  --sizes a,b   growth: events of the logs (default 10000,100000,1000000)
  --short       growth: logs of 2,000, 10,000 and 30,000 events, in under two minutes
  --purchases n soak: how many (default 20000)
  --heap n      soak: limit of the heap in MB (default 256)
  --no-build    the build is up to date
  --help        this help and the names of the scenarios
`;

const { values, positionals } = options();

/** The command line; an error in it is reported in one line. */
function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rounds: { type: 'string', default: String(FEWEST_ROUNDS) },
        sizes: { type: 'string', default: '10000,100000,1000000' },
        short: { type: 'boolean', default: false },
        purchases: { type: 'string', default: '20000' },
        heap: { type: 'string', default: '256' },
        'no-build': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ', 1)[0] : String(error);
    process.stderr.write(`${why}\n\n${HELP}`);
    process.exit(2);
  }
}

async function allScenarios() {
  /** @type {import('./support/types.mjs').Scenario[]} */
  const all = [];
  for (const file of FILES) all.push(...(await import(`./scenarios/${file}.mjs`)).scenarios);
  return all;
}

async function scenarios() {
  const all = await allScenarios();
  const wanted = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const names = [...all.map(({ name }) => name), ...STUDIES];
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length === 0) return wanted;
  refuse(`no such scenario: ${unknown.join(', ')}. There are: ${names.join(', ')}`);
}

/** @param {string} why @returns {never} */
function refuse(why) {
  process.stderr.write(`${why}\n`);
  process.exit(2);
}

/**
 * A whole number of an option.
 * @param {string} option @param {string} text @param {number} least
 */
function count(option, text, least) {
  const number = Number(text);
  return Number.isInteger(number) && number >= least
    ? number
    : refuse(`${option}: ${least} at least`);
}

async function help() {
  const names = (await allScenarios().catch(() => [])).map(({ name }) => `  ${name}\n`);
  const studied = STUDIES.map((name) => `  ${name}\n`).join('');
  process.stdout.write(`${HELP}\nScenarios:\n${names.join('') || '  (build first)\n'}`);
  process.stdout.write(`\nStudies, run when they are named:\n${studied}`);
}

/**
 * Beside the sources: a temporary folder is kept in memory on many systems.
 * @param {string} name
 */
const folderOf = (name) => join(root, 'node_modules', '.cache', 'tamani', 'bench', name);

/** @param {ReturnType<typeof figures>} given */
async function studies({ rounds, sizes, purchases, heapMb }) {
  /** @type {import('./studies/study.mjs').Study[]} */
  const found = [];
  if (positionals.includes('growth')) {
    const { growth } = await import('./studies/growth.mjs');
    found.push(await growth({ folder: folderOf('growth'), sizes, rounds }));
  }
  if (positionals.includes('soak')) {
    const { soak } = await import('./studies/soak.mjs');
    found.push(await soak({ folder: folderOf('soak'), purchases, heapMb }));
  }
  for (const { text, ok } of found) {
    process.stdout.write(`${text}\n\n`);
    if (!ok) process.exitCode = 1;
  }
  return found;
}

function figures() {
  const sizes = values.short ? '2000,10000,30000' : values.sizes;
  return {
    rounds: count('--rounds', values.rounds, FEWEST_ROUNDS),
    sizes: sizes
      .split(',')
      .map((size) => count('--sizes', size, 1_000))
      .sort((a, b) => a - b),
    purchases: count('--purchases', values.purchases, 10),
    heapMb: count('--heap', values.heap, 16),
  };
}

async function main() {
  if (values.help) return help();
  const given = figures();
  if (!values['no-build']) {
    const built = await runNode([installed('typescript/bin/tsc'), '-b']);
    if (built.code !== 0) process.exit(1);
  }
  const results = [];
  for (const scenario of await scenarios()) {
    const folder = folderOf(scenario.name);
    const measured = await contest(scenario, { rounds: given.rounds, folder });
    const one = summary(scenario, measured);
    process.stdout.write(`${table([one])}\n\n`);
    results.push(one);
  }
  const all = [...results, ...(await studies(given))];
  process.stdout.write(`${goalsTable(all)}\n\n`);
  process.stdout.write(`${await save(root, all)}\n`);
}

await main();
