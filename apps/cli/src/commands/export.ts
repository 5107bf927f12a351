import type { Text } from '@tamani/kernel';
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
  const out = { fr: 'fichier à écrire, remplacé une fois entier', en: 'file, replaced once whole' };
  const filter = { fr: 'filtre de l’API, nom=valeur', en: 'filter of the API, name=value' };
  const command = new Command('export')
    .description(
      say({
        fr: 'Écrit une liste de l’API dans un fichier, par le compte des tâches.',
        en: 'Writes a list of the API to a file, as the reporting job.',
      }),
    )
    .argument('<list>', say({ fr: 'ledger-lines, contributions…', en: 'ledger-lines, …' }))
    .requiredOption('--out <file>', say(out))
    .addOption(new Option('--format <name>').choices(['csv', 'ndjson']).default('csv'))
    .option('--filter <name=value...>', say(filter), [])
    .addHelpText('after', `\n${say(HELP)}`)
    .action(async (list: string, chosen: ExportOptions) => {
      const { out: file, format, filter: filters } = chosen;
      const wanted = { list, file, format, filters };
      ended(await exportList(options.client(chosen), wanted, options.output(chosen)));
    });
  return options.server(command);
}

const HELP: Text = {
  fr: `Exemples :
  tamani export ledger-lines --out grand-livre.csv
  tamani export contributions --format ndjson --filter currency=EUR --out contributions.ndjson`,
  en: `Examples:
  tamani export ledger-lines --out ledger.csv
  tamani export contributions --format ndjson --filter currency=EUR --out contributions.ndjson`,
};
