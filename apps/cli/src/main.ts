import { run } from './program.js';
import { languageOf } from './shell/language.js';
import { processTerminal } from './shell/output.js';

const argv = process.argv.slice(2);
const { env } = process;

process.exitCode = await run({
  argv,
  env,
  terminal: processTerminal,
  language: languageOf(argv, env),
});
