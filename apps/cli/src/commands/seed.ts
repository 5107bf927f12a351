import { seedDemo } from '@tamani/demo';
import { systemClock, today } from '@tamani/kernel';
import { startText } from '@tamani/texts';
import { Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../shell/exit-codes.js';
import { sayIn } from '../shell/language.js';
import { OptionSets, type Ended, type ServerOptions, type Surroundings } from '../shell/options.js';

/** `tamani seed`: the demonstration data, by the API's own commands. */
export function seedCommand(at: Surroundings, ended: Ended): Command {
  const say = sayIn(at.language);
  const options = new OptionSets(at);
  const command = new Command('seed')
    .description(say('seed_about'))
    .option('--day <date>', say('seed_day_option'), dayOf(say('seed_day_bad')), today(systemClock))
    .addHelpText('after', `\n${say('seed_help')}`)
    .action(async (chosen: ServerOptions & { day: string }) => {
      const output = options.output(chosen);
      const report = await seedDemo(options.client(chosen), {
        today: chosen.day,
        tell: ({ code, ...figures }) =>
          output.trouble(`  ${startText(code, at.language, figures)}`),
      });
      output.result({ day: chosen.day, ...report });
      ended(EXIT.ok);
    });
  return options.server(command);
}

const dayOf = (problem: string) => (text: string) => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError(problem);
};
