import type { Command } from 'commander';
import { importContributions } from '../contributions/import.command.js';
import type { ServerOptions, Shell } from '../shell/shell.js';

interface ImportOptions extends ServerOptions {
  readonly donorIfMissing?: string;
}

/** `tamani import contributions <file>`. */
export function importCommand(shell: Shell): Command {
  const contributions = shell
    .server(shell.command('contributions', ABOUT, HELP))
    .argument('<file>', shell.say({ fr: 'fichier CSV', en: 'CSV file' }))
    .option('--donor-if-missing <name>', shell.say(DONOR))
    .action((file: string, chosen: ImportOptions) => {
      const { donorIfMissing } = chosen;
      const wanted = donorIfMissing === undefined ? { file } : { file, donorIfMissing };
      return shell.ends(importContributions(wanted, shell.client(chosen), shell.output(chosen)));
    });
  return shell
    .group('import', { fr: 'Importe des données réelles.', en: 'Imports real data.' })
    .addCommand(contributions);
}

const ABOUT = {
  fr: 'Flux de financement (CSV au format FTS) : promesses, accords, versements.',
  en: 'Funding flows (CSV as FTS exports it): pledges, agreements, receipts.',
};

const DONOR = {
  fr: 'donateur des flux qui n’en nomment pas ; sinon ils restent sans donateur',
  en: 'donor of the flows that name none; otherwise they stay without a donor',
};

const HELP = {
  fr: `Sans danger deux fois : les clés viennent de la colonne « id » du fichier.
Un montant est celui d’origine dans sa monnaie s’il est donné et non nul, sinon celui en dollars.

Exemples :
  tamani import contributions flux.csv
  tamani import contributions flux.csv --donor-if-missing "Non précisé"
  tamani import contributions flux.csv --json > rapport.json`,
  en: `Safe to run twice: keys are derived from the column "id" of the file.
An amount is the original one in its currency if it is given and not zero, else the one in dollars.

Examples:
  tamani import contributions flows.csv
  tamani import contributions flows.csv --donor-if-missing "Not specified"
  tamani import contributions flows.csv --json > report.json`,
};
