import { Command } from 'commander';
import { importContributions } from '../contributions/import.command.js';
import { sayIn } from '../shell/language.js';
import { OptionSets, type Ended, type ServerOptions, type Surroundings } from '../shell/options.js';

/** `tamani import contributions <file>`. */
export function importCommand(at: Surroundings, ended: Ended): Command {
  const say = sayIn(at.language);
  const options = new OptionSets(at);
  const contributions = new Command('contributions')
    .description(say('import_contributions_about'))
    .argument('<file>', say('import_file'))
    .option('--donor-if-missing <name>', say('import_donor_option'))
    .addHelpText('after', `\n${say('import_help')}`)
    .action(async (file: string, chosen: ServerOptions & { donorIfMissing?: string }) => {
      const { donorIfMissing } = chosen;
      const wanted = donorIfMissing === undefined ? { file } : { file, donorIfMissing };
      ended(await importContributions(wanted, options.client(chosen), options.output(chosen)));
    });
  return new Command('import')
    .description(say('import_about'))
    .addCommand(options.server(contributions));
}
