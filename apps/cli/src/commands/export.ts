import { Command, Option } from 'commander';
import { exportList, type ExportFormat } from '../exports/export-list.js';
import { sayIn } from '../shell/language.js';
import { OptionSets, type Ended, type ServerOptions, type Surroundings } from '../shell/options.js';

interface ExportOptions extends ServerOptions {
  readonly out: string;
  readonly format: ExportFormat;
  readonly filter: readonly string[];
}

/** `tamani export <list>`: a list of the API, whole, in a file; for jobs and spreadsheets. */
export function exportCommand(at: Surroundings, ended: Ended): Command {
  const say = sayIn(at.language);
  const options = new OptionSets(at);
  const command = new Command('export')
    .description(say('export_about'))
    .argument('<list>', say('export_list'))
    .requiredOption('--out <file>', say('export_out_option'))
    .addOption(new Option('--format <name>').choices(['csv', 'ndjson']).default('csv'))
    .option('--filter <name=value...>', say('export_filter_option'), [])
    .addHelpText('after', `\n${say('export_help')}`)
    .action(async (list: string, chosen: ExportOptions) => {
      const { out: file, format, filter: filters } = chosen;
      const wanted = { list, file, format, filters };
      ended(await exportList(options.client(chosen), wanted, options.output(chosen)));
    });
  return options.server(command);
}
