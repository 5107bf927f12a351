import { run } from './program.js';
import { languageOf } from './shell/language.js';
import { processTerminal } from './shell/output.js';

const argv = process.argv.slice(2);
const { env } = process;

// `tamani export … | head` is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await run({
  argv,
  env,
  terminal: processTerminal,
  language: languageOf(argv, env),
});
