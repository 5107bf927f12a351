import { Command } from 'commander';
import { importContributions } from '../contributions/import.command.js';
import { sayIn } from '../shell/language.js';
import { OptionSets, type Ended, type ServerOptions, type Surroundings } from '../shell/options.js';

/** `tamani import contributions <file>`. */
export function importCommand(at: Surroundings, ended: Ended): Command {
  const say = sayIn(at.language);
  const options = new OptionSets(at);
  const contributions = new Command('contributions')
    .description(
      say({
        fr: 'Flux de financement (CSV au format FTS) : promesses, accords, versements.',
        en: 'Funding flows (CSV as FTS exports it): pledges, agreements, receipts.',
      }),
    )
    .argument('<file>', say({ fr: 'fichier CSV', en: 'CSV file' }))
    .option('--donor-if-missing <name>', say(DONOR))
    .addHelpText('after', `\n${say(IMPORT_HELP)}`)
    .action(async (file: string, chosen: ServerOptions & { donorIfMissing?: string }) => {
      const { donorIfMissing } = chosen;
      const wanted = donorIfMissing === undefined ? { file } : { file, donorIfMissing };
      ended(await importContributions(wanted, options.client(chosen), options.output(chosen)));
    });
  return new Command('import')
    .description(say({ fr: 'Importe des données réelles.', en: 'Imports real data.' }))
    .addCommand(options.server(contributions));
}

const DONOR = {
  fr: 'donateur des flux qui n’en nomment pas ; sinon ils restent sans donateur',
  en: 'donor of the flows that name none; else they stay without a donor',
};

const IMPORT_HELP = {
  fr: `Sans danger deux fois : les clés viennent de la colonne « id » du fichier.
Un montant est celui d’origine dans sa monnaie s’il est donné et non nul, sinon celui en dollars.

Exemples :
  tamani import contributions flux.csv
  tamani import contributions flux.csv --donor-if-missing "Non précisé"
  tamani import contributions flux.csv --json > rapport.json`,
  en: `Safe to run twice: keys are made of the file's own column "id".
An amount is the original one in its currency if it is given and not zero, else the one in dollars.

Examples:
  tamani import contributions flows.csv
  tamani import contributions flows.csv --donor-if-missing "Not specified"
  tamani import contributions flows.csv --json > report.json`,
};
