/**
 * `npm run bench`: each scenario beside its control, in turn, in processes of their own; tables on
 * the terminal, the goals at the end, JSON under bench/results/. Absolute figures mean nothing on
 * a shared machine, the ratios do. `-- append-w64` runs some scenarios, `--rounds 9` more rounds.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, runNode, installed } from '../checks/run.mjs';
import { contest } from './support/contest.mjs';
import { goalsTable } from './goals.mjs';
import { save, summary, table } from './support/report.mjs';

const FILES = ['append', 'command-project', 'command-purchase', 'load', 'project', 'distributed'];
const FEWEST_ROUNDS = 5;

const HELP = `npm run bench -- [scenario…] [--rounds n] [--no-build]

Runs each scenario beside its control and prints their ratios, then the goals beside what was
measured; results go to bench/results/.

  --rounds n    rounds of each scenario, ${FEWEST_ROUNDS} at least (default ${FEWEST_ROUNDS})
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
  const unknown = positionals.filter((name) => !all.some((scenario) => scenario.name === name));
  if (unknown.length === 0) return wanted;
  const known = all.map(({ name }) => name).join(', ');
  process.stderr.write(`no such scenario: ${unknown.join(', ')}. There are: ${known}\n`);
  process.exit(2);
}

async function help() {
  const names = (await allScenarios().catch(() => [])).map(({ name }) => `  ${name}\n`);
  process.stdout.write(`${HELP}\nScenarios:\n${names.join('') || '  (build first)\n'}`);
}

async function main() {
  if (values.help) return help();
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < FEWEST_ROUNDS) {
    process.stderr.write(`--rounds: ${FEWEST_ROUNDS} at least\n`);
    process.exit(2);
  }
  if (!values['no-build']) {
    const built = await runNode([installed('typescript/bin/tsc'), '-b']);
    if (built.code !== 0) process.exit(1);
  }
  const summaries = [];
  for (const scenario of await scenarios()) {
    // Beside the sources: a temporary folder is kept in memory on many systems.
    const folder = join(root, 'node_modules', '.cache', 'tamani', 'bench', scenario.name);
    const results = await contest(scenario, { rounds, folder });
    const one = summary(scenario, results);
    process.stdout.write(`${table([one])}\n\n`);
    summaries.push(one);
  }
  process.stdout.write(`${goalsTable(summaries)}\n\n`);
  process.stdout.write(`${await save(root, summaries)}\n`);
}

await main();
