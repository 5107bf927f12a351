import { Option, type Command } from 'commander';
import { BadDestination } from '../exports/destination.js';
import {
  EXPORT_FORMATS,
  exportList,
  showLists,
  STANDARD_OUTPUT,
  type ExportFormat,
} from '../exports/export-list.js';
import { CommandFailed, EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { ServerOptions, Shell } from '../shell/shell.js';

interface ExportOptions extends ServerOptions {
  readonly out: string;
  readonly format: ExportFormat;
  readonly filter: readonly string[];
}

/** `tamani export [list]`: a list of the API, whole, for jobs and spreadsheets. */
export function exportCommand(shell: Shell): Command {
  const { say } = shell;
  const format = new Option('--format <name>', say('export_format_option'));
  return shell
    .server(shell.command('export', say('export_about'), say('export_help')))
    .argument('[list]', say('export_list'))
    .option('--out <file>', say('export_out_option'), STANDARD_OUTPUT)
    .addOption(format.choices(EXPORT_FORMATS).default('csv'))
    .option('--filter <name=value...>', say('export_filter_option'), [])
    .action((list: string | undefined, chosen: ExportOptions) =>
      shell.ends(exported(list, chosen, shell)),
    );
}

async function exported(
  list: string | undefined,
  chosen: ExportOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { out: file, format, filter: filters, json } = chosen;
  const [api, output] = [shell.client(chosen), shell.output(chosen)];
  if (list === undefined) return showLists(api, output);
  if (json === true && file === STANDARD_OUTPUT)
    throw new CommandFailed(shell.say('export_two_answers'), EXIT.usage);
  try {
    return await exportList(api, { list, file, format, filters }, output);
  } catch (error) {
    if (!(error instanceof BadDestination)) throw error;
    const { file, kind, why } = error;
    const text =
      kind === 'unwritable'
        ? shell.say(`export_${kind}`, { file, why })
        : shell.say(`export_${kind}`, { file });
    throw new CommandFailed(text, EXIT.usage);
  }
}
