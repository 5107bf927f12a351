import type { CliCode } from '@tamani/texts';
import type { Command } from 'commander';
import { commandsOf } from './commands/index.js';
import { EXIT, exitName, type ExitCode } from './shell/exit-codes.js';
import { failureOf, tellFailure } from './shell/failure.js';
import { Shell, type Surroundings } from './shell/shell.js';

/** Runs one command line and returns its exit code. Nothing here ends the process. */
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
    .group('tamani', shell.say('about'))
    .addHelpText('after', `\n${exitCodes(shell)}`)
    .configureHelp({ showGlobalOptions: true });
  for (const command of commandsOf(shell)) program.addCommand(command);
  for (const command of everyCommand(program)) settle(command, shell);
  return program;
}

function exitCodes({ say }: Shell): string {
  const titles = Object.values(EXIT).map((code) => `  ${code}  ${say(`exit_${exitName(code)}`)}`);
  return [say('exit_codes_title'), ...titles].join('\n');
}

/** Common settings of all commands: no exit, our terminal, titles in the user's language. */
function settle(command: Command, { at, say }: Shell): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => at.terminal.out(text),
      // Only the help after an error; the error itself is reported in failure.ts.
      writeErr: (text) => (text.startsWith('error:') ? undefined : at.terminal.err(text)),
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

/** Titles of commander's help. */
const TITLES: Readonly<Record<string, TitleCode>> = {
  'Usage:': 'usage_title',
  'Arguments:': 'arguments_title',
  'Options:': 'options_title',
  'Commands:': 'commands_title',
  'Global Options:': 'global_options_title',
};
type TitleCode = Extract<CliCode, `${string}_title`>;
