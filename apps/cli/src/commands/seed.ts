import { seedDemo } from '@tamani/demo';
import { systemClock, today, type Text } from '@tamani/kernel';
import { InvalidArgumentError, type Command } from 'commander';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { ServerOptions, Shell } from '../shell/shell.js';

interface SeedOptions extends ServerOptions {
  readonly day: string;
}

/** `tamani seed`: the demonstration data, by the API's own commands. */
export function seedCommand(shell: Shell): Command {
  const day = { fr: 'jour des données, AAAA-MM-JJ', en: 'day of the data, YYYY-MM-DD' };
  return shell
    .server(shell.command('seed', ABOUT, HELP))
    .option('--day <date>', shell.say(day), dayOf(shell.say(BAD_DAY)), today(systemClock))
    .action((chosen: SeedOptions) => shell.ends(seed(chosen, shell)));
}

async function seed(chosen: SeedOptions, shell: Shell): Promise<ExitCode> {
  const output = shell.output(chosen);
  const tell = (text: string) => output.trouble(text);
  const report = await seedDemo(shell.client(chosen), { today: chosen.day, tell });
  output.result({ day: chosen.day, ...report });
  return EXIT.ok;
}

const dayOf = (problem: string) => (text: string) => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError(problem);
};

const ABOUT: Text = {
  fr: 'Remplit un serveur de données de démonstration, par son API.',
  en: 'Fills a server with demonstration data, through its API.',
};

const BAD_DAY: Text = {
  fr: 'Donnez une date comme 2026-11-25.',
  en: 'Give a date like 2026-11-25.',
};

const HELP: Text = {
  fr: `Sans danger deux fois le même jour : chaque demande a sa clé. Un jour passé ou présent.

Exemples :
  tamani seed
  tamani seed --day 2026-11-25 --url http://127.0.0.1:3001`,
  en: `Safe to repeat on the same day: each request has its own key. The day is not in the future.

Examples:
  tamani seed
  tamani seed --day 2026-11-25 --url http://127.0.0.1:3001`,
};
