import type { Command } from 'commander';
import { commandsOf } from './commands/index.js';
import { EXIT, EXIT_TITLES, type ExitCode } from './shell/exit-codes.js';
import { failureOf, tellFailure } from './shell/failure.js';
import { Shell, type Surroundings } from './shell/shell.js';

/** Runs one command line and says how it ended. Nothing here ends the process. */
export async function run(at: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = programOf(new Shell(at, (code) => (exitCode = code)));
  try {
    await program.parseAsync([...at.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    const failure = failureOf(error);
    if (failure) tellFailure(failure, { ...at, json: at.argv.includes('--json') });
    return failure?.exitCode ?? EXIT.ok;
  }
}

function programOf(shell: Shell): Command {
  const program = shell
    .group('tamani', {
      fr: 'Outils des opérateurs, des auditeurs et des tâches planifiées.',
      en: 'Tools for operators, auditors and scheduled jobs.',
    })
    .addHelpText('after', `\n${exitCodes(shell)}`)
    .configureHelp({ showGlobalOptions: true });
  for (const command of commandsOf(shell)) program.addCommand(command);
  for (const command of everyCommand(program)) settle(command, shell);
  return program;
}

function exitCodes({ say }: Shell): string {
  const titles = Object.entries(EXIT_TITLES).map(([code, title]) => `  ${code}  ${say(title)}`);
  return [say({ fr: 'Codes de sortie :', en: 'Exit codes:' }), ...titles].join('\n');
}

/** The same manners for every command: no exit, our terminal, titles in the user's language. */
function settle(command: Command, { at, say }: Shell): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => at.terminal.out(text),
      // Only the help that a mistake brings: the mistake itself is told in one place (failure.ts).
      writeErr: (text) => (text.startsWith('error:') ? undefined : at.terminal.err(text)),
    })
    .helpOption('-h, --help', say({ fr: 'cette aide', en: 'this help' }))
    .helpCommand(false);
  if (at.language === 'fr')
    command.configureHelp({ styleTitle: (title) => TITLES[title] ?? title });
}

const everyCommand = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(everyCommand),
];

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Usage :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
  'Global Options:': 'Options communes :',
};
