import type { TamaniClient } from '@tamani/client';
import type { Text } from '@tamani/kernel';
import { CommandFailed, EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { Output } from '../shell/output.js';
import { BadFile, readFlows } from './flow-file.js';
import { planOf, type Refusal } from './flow-plan.js';
import { importFlows, type ImportReport } from './import-flows.js';

/** `tamani import contributions <file>`. */
export async function importContributions(
  { file, donorIfMissing }: { readonly file: string; readonly donorIfMissing?: string },
  api: TamaniClient,
  output: Output,
): Promise<ExitCode> {
  const rows = await readFlows(file).catch((error: unknown) => {
    if (!(error instanceof BadFile)) throw error;
    throw new CommandFailed(output.say(error.text), EXIT.usage);
  });
  const report = await importFlows(api, planOf(rows, donorIfMissing), (done, total) =>
    output.progress(done, total, FLOWS),
  );
  print(report, output);
  output.result({ file, ...report, refused: report.refused.map(inLanguage(output)) });
  return report.refused.length === 0 ? EXIT.ok : EXIT.failed;
}

const FLOWS: Text = { fr: 'flux', en: 'flows' };

const inLanguage = (output: Output) => (refusal: Refusal) => ({
  ...refusal,
  why: typeof refusal.why === 'string' ? refusal.why : output.say(refusal.why),
});

function print(report: ImportReport, output: Output): void {
  for (const { line, id, firstLine } of report.repeated) {
    output.line({
      fr: `ligne ${line} (${id}) : répète la ligne ${firstLine}, comptée une fois`,
      en: `line ${line} (${id}): repeats line ${firstLine}, counted once`,
    });
  }
  for (const refusal of report.refused.map(inLanguage(output))) {
    const { line, id, code, why } = refusal;
    output.line({
      fr: `ligne ${line} (${id}) : refusée, ${code} : ${why}`,
      en: `line ${line} (${id}): refused, ${code}: ${why}`,
    });
  }
  output.line(summaryOf(report));
}

function summaryOf(report: ImportReport): Text {
  const { rows, imported, unchanged } = report;
  const repeated = report.repeated.length;
  const refused = report.refused.length;
  return {
    fr:
      `${rows} lignes : ${imported} importées, ${unchanged} déjà là, ` +
      `${repeated} répétées, ${refused} refusées`,
    en:
      `${rows} rows: ${imported} imported, ${unchanged} there already, ` +
      `${repeated} repeated, ${refused} refused`,
  };
}
