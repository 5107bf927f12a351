import type { TamaniClient } from '@tamani/client';
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
    throw new CommandFailed(error.why(output.say), EXIT.usage);
  });
  const report = await importFlows(api, planOf(rows, donorIfMissing), (done, total) =>
    output.progress(done, total, output.say('flows')),
  );
  print(report, output);
  output.result({ file, ...report, refused: report.refused.map(inLanguage(output)) });
  return report.refused.length === 0 ? EXIT.ok : EXIT.failed;
}

const inLanguage = (output: Output) => (refusal: Refusal) => ({
  ...refusal,
  why: typeof refusal.why === 'string' ? refusal.why : refusal.why(output.say),
});

function print(report: ImportReport, output: Output): void {
  const { rows, imported, unchanged } = report;
  for (const repeat of report.repeated) output.line(output.say('flow_repeated', { ...repeat }));
  for (const refusal of report.refused.map(inLanguage(output))) {
    output.line(output.say('flow_refused', refusal));
  }
  const repeated = report.repeated.length;
  const refused = report.refused.length;
  const figures = { rows, imported, unchanged, repeated, refused };
  output.line(output.say('import_summary', figures));
}
