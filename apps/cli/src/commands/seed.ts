import { seedDemo } from '@tamani/demo';
import { systemClock, today } from '@tamani/kernel';
import { startText } from '@tamani/texts';
import { InvalidArgumentError, type Command } from 'commander';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { ServerOptions, Shell } from '../shell/shell.js';

interface SeedOptions extends ServerOptions {
  readonly day: string;
}

/** `tamani seed`: the demonstration data, by the API's own commands. */
export function seedCommand(shell: Shell): Command {
  const { say } = shell;
  return shell
    .server(shell.command('seed', say('seed_about'), say('seed_help')))
    .option('--day <date>', say('seed_day_option'), dayOf(say('seed_day_bad')), today(systemClock))
    .action((chosen: SeedOptions) => shell.ends(seed(chosen, shell)));
}

async function seed(chosen: SeedOptions, shell: Shell): Promise<ExitCode> {
  const output = shell.output(chosen);
  const { language } = shell.at;
  const report = await seedDemo(shell.client(chosen), {
    today: chosen.day,
    tell: ({ code, ...figures }) => output.trouble(`  ${startText(code, language, figures)}`),
  });
  output.result({ day: chosen.day, ...report });
  return EXIT.ok;
}

const dayOf = (problem: string) => (text: string) => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError(problem);
};
