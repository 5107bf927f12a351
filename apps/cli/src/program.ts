import { ApiError, Unreachable } from '@tamani/client';
import { Command, CommanderError } from 'commander';
import { commandsOf } from './commands/index.js';
import { CommandFailed, EXIT, type ExitCode } from './shell/exit-codes.js';
import { sayIn } from './shell/language.js';
import type { Surroundings } from './shell/options.js';

/** Runs one command line and says how it ended. Nothing here ends the process. */
export async function run(at: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const program = programOf(at, (code) => (exitCode = code));
  try {
    await program.parseAsync([...at.argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, at);
  }
}

function programOf(at: Surroundings, ended: (code: ExitCode) => void): Command {
  const say = sayIn(at.language);
  const program = new Command('tamani')
    .description(
      say({
        fr: 'Outils des opérateurs, des auditeurs et des tâches planifiées.',
        en: 'Tools for operators, auditors and scheduled jobs.',
      }),
    )
    .addHelpText('after', `\n${say(EXIT_CODES)}`)
    .configureHelp({ showGlobalOptions: true });
  for (const command of commandsOf(at, ended)) program.addCommand(command);
  for (const command of everyCommand(program)) settle(command, at);
  return program;
}

/** The same manners for every command: no exit, our terminal, titles in the user's language. */
function settle(command: Command, at: Surroundings): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => at.terminal.out(text),
      writeErr: (text) => at.terminal.err(text),
    })
    .helpOption('-h, --help', sayIn(at.language)({ fr: 'cette aide', en: 'this help' }))
    .helpCommand(false);
  if (at.language === 'fr')
    command.configureHelp({ styleTitle: (title) => TITLES[title] ?? title });
}

const everyCommand = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(everyCommand),
];

function explain(error: unknown, at: Surroundings): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const say = sayIn(at.language);
  if (error instanceof CommandFailed) {
    at.terminal.err(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof Unreachable) {
    const hint = { fr: 'le serveur ne répond pas', en: 'the server does not answer' };
    at.terminal.err(`${say(hint)} : ${error.message}\n`);
    return EXIT.unreachable;
  }
  // By name: its class comes with the whole server's code.
  if (error instanceof Error && error.name === 'SettingsError') {
    at.terminal.err(`${error.message}\n`);
    return EXIT.usage;
  }
  if (error instanceof ApiError) {
    at.terminal.err(`${error.message}\n`);
    return EXIT.failed;
  }
  throw error;
}

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Usage :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
  'Global Options:': 'Options communes :',
};

const EXIT_CODES = {
  fr: `Codes de sortie :
  0  tout est fait
  1  fait, mais quelque chose a été refusé ou ne va pas ; la sortie le dit
  2  commande, option ou fichier inutilisable ; rien n’a été fait
  3  le serveur ne répond pas
  4  les fichiers sont ceux d’un serveur en marche`,
  en: `Exit codes:
  0  all is done
  1  done, but something was refused or is not well; the output says what
  2  a command, option or file that cannot be used; nothing was done
  3  the server does not answer
  4  the files are those of a running server`,
};
