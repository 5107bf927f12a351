import type { Text } from '@tamani/kernel';
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
  const format = new Option('--format <name>', say({ fr: 'forme', en: 'format' }));
  return shell
    .server(shell.command('export', ABOUT, HELP))
    .argument('[list]', say({ fr: 'nom de la liste', en: 'name of the list' }))
    .option('--out <file>', say(OUT), STANDARD_OUTPUT)
    .addOption(format.choices(EXPORT_FORMATS).default('csv'))
    .option('--filter <name=value...>', say(FILTER), [])
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
    throw new CommandFailed(shell.say(TWO_ANSWERS), EXIT.usage);
  try {
    return await exportList(api, { list, file, format, filters }, output);
  } catch (error) {
    if (!(error instanceof BadDestination)) throw error;
    const why = shell.say(BAD_DESTINATION[error.kind]);
    const text = [error.file, why, error.why].filter(Boolean).join(': ');
    throw new CommandFailed(text, EXIT.usage);
  }
}

const ABOUT: Text = {
  fr: 'Écrit une liste de l’API en entier ; sans nom, montre les listes du serveur.',
  en: 'Writes a list of the API in full; without a name, shows the lists of the server.',
};
const OUT: Text = {
  fr: 'fichier, remplacé une fois entier ; « - » : la sortie standard',
  en: 'file, replaced once it is complete; "-": standard output',
};
const FILTER: Text = {
  fr: 'paramètre de l’API, nom=valeur',
  en: 'parameter of the API, name=value',
};
const TWO_ANSWERS: Text = {
  fr: '--json répond sur la sortie standard : donnez un fichier avec --out',
  en: '--json answers on standard output: give a file with --out',
};
const BAD_DESTINATION: Readonly<Record<BadDestination['kind'], Text>> = {
  link: {
    fr: 'est un lien, qui n’est jamais remplacé ; donnez le fichier lui-même',
    en: 'is a link, which is never replaced; give the file itself',
  },
  folder: { fr: 'est un dossier ; donnez un fichier', en: 'is a folder; give a file' },
  special: {
    fr: 'n’est pas un fichier ordinaire ; pour un tube, écrivez « --out - »',
    en: 'is not a regular file; for a pipe, write "--out -"',
  },
  unwritable: { fr: 'ne peut pas être écrit', en: 'cannot be written' },
};

const HELP: Text = {
  fr: `Les colonnes d’un CSV sont celles du schéma de la liste, dans son ordre. Une liste fermée au
compte des tâches est lue par un compte de démonstration qui y a droit. Interrompu, un export dans
un fichier reprend là où il en était, avec la même commande.

Exemples :
  tamani export
  tamani export ledger-lines --out grand-livre.csv
  tamani export spend --filter groupBy=project,month > depenses.csv
  tamani export contributions --format ndjson --filter currency=EUR --out contributions.ndjson
  tamani export vendors --format csv-semicolon --out fournisseurs.csv`,
  en: `The columns of a CSV are those of the list's schema, in its order. A list that the reporting
job may not read is read as a demo user who may. An interrupted export to a file goes on where it
has stopped, with the same command.

Examples:
  tamani export
  tamani export ledger-lines --out ledger.csv
  tamani export spend --filter groupBy=project,month > spend.csv
  tamani export contributions --format ndjson --filter currency=EUR --out contributions.ndjson
  tamani export purchase-orders --format csv-semicolon --out orders.csv`,
};
