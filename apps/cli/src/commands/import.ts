import type { Command } from 'commander';
import { importContributions } from '../contributions/import.command.js';
import type { ServerOptions, Shell } from '../shell/shell.js';

interface ImportOptions extends ServerOptions {
  readonly donorIfMissing?: string;
}

/** `tamani import contributions <file>`. */
export function importCommand(shell: Shell): Command {
  const { say } = shell;
  const about = say('import_contributions_about');
  const contributions = shell
    .server(shell.command('contributions', about, say('import_help')))
    .argument('<file>', say('import_file'))
    .option('--donor-if-missing <name>', say('import_donor_option'))
    .action((file: string, chosen: ImportOptions) => {
      const { donorIfMissing } = chosen;
      const wanted = donorIfMissing === undefined ? { file } : { file, donorIfMissing };
      return shell.ends(importContributions(wanted, shell.client(chosen), shell.output(chosen)));
    });
  return shell.group('import', say('import_about')).addCommand(contributions);
}
