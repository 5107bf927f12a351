import { seedDemo } from '@tamani/demo';
import { systemClock, today, type Text } from '@tamani/kernel';
import { Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../shell/exit-codes.js';
import { sayIn } from '../shell/language.js';
import { OptionSets, type Ended, type ServerOptions, type Surroundings } from '../shell/options.js';

/** `tamani seed`: the demonstration data, by the API's own commands. */
export function seedCommand(at: Surroundings, ended: Ended): Command {
  const say = sayIn(at.language);
  const options = new OptionSets(at);
  const dayHelp = { fr: 'jour des données, AAAA-MM-JJ', en: 'day of the data, YYYY-MM-DD' };
  const command = new Command('seed')
    .description(
      say({
        fr: 'Remplit un serveur de données de démonstration, par son API.',
        en: 'Fills a server with demonstration data, through its API.',
      }),
    )
    .option('--day <date>', say(dayHelp), dayOf(say(BAD_DAY)), today(systemClock))
    .addHelpText('after', `\n${say(SEED_HELP)}`)
    .action(async (chosen: ServerOptions & { day: string }) => {
      const output = options.output(chosen);
      const tell = (text: string) => output.trouble(text);
      const report = await seedDemo(options.client(chosen), { today: chosen.day, tell });
      output.result({ day: chosen.day, ...report });
      ended(EXIT.ok);
    });
  return options.server(command);
}

const dayOf = (problem: string) => (text: string) => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError(problem);
};

const BAD_DAY: Text = {
  fr: 'Donnez une date comme 2026-11-25.',
  en: 'Give a date like 2026-11-25.',
};

const SEED_HELP: Text = {
  fr: `Sans danger deux fois le même jour : chaque demande a sa clé. Un jour passé ou présent.

Exemples :
  tamani seed
  tamani seed --day 2026-11-25 --url http://127.0.0.1:3001`,
  en: `Safe twice on the same day: each request has its own key. A day that is not in the future.

Examples:
  tamani seed
  tamani seed --day 2026-11-25 --url http://127.0.0.1:3001`,
};
