import { ApiError, Unreachable } from '@tamani/client';
import type { CliCode } from '@tamani/texts';
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
    .description(say('about'))
    .addHelpText('after', `\n${say('exit_codes')}`)
    .configureHelp({ showGlobalOptions: true });
  for (const command of commandsOf(at, ended)) program.addCommand(command);
  for (const command of everyCommand(program)) settle(command, at);
  return program;
}

/** The same manners for every command: no exit, our terminal, titles in the user's language. */
function settle(command: Command, at: Surroundings): void {
  const say = sayIn(at.language);
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => at.terminal.out(text),
      writeErr: (text) => at.terminal.err(text),
    })
    .helpOption('-h, --help', say('help_option'))
    .helpCommand(false)
    .configureHelp({
      styleTitle(title) {
        const code = TITLES[title];
        return code === undefined ? title : say(code);
      },
    });
}

const everyCommand = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(everyCommand),
];

function explain(error: unknown, at: Surroundings): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CommandFailed) {
    at.terminal.err(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof Unreachable) {
    at.terminal.err(`${sayIn(at.language)('unreachable', { why: error.message })}\n`);
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

/** Titles of commander's help. */
const TITLES: Readonly<Record<string, TitleCode>> = {
  'Usage:': 'usage_title',
  'Arguments:': 'arguments_title',
  'Options:': 'options_title',
  'Commands:': 'commands_title',
  'Global Options:': 'global_options_title',
};
type TitleCode = Extract<CliCode, `${string}_title`>;
