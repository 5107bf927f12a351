import type { RebuildReport, RebuildTarget, Runtime } from '@tamani/runtime';
import { CommandFailed, EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { Say } from '../shell/language.js';
import type { Output } from '../shell/output.js';
import { checkThere, eraseAll, openSystem, type SystemPlace } from './open-system.js';

export interface RebuildOptions {
  /** `budgets` or `budgets/budget-lines`; none: all. */
  readonly only: readonly string[];
  /** Compare, and leave a model that differs as it is. */
  readonly check: boolean;
}

/** `tamani rebuild`: folds read models from the log again and compares them with the live ones. */
export async function rebuild(
  place: SystemPlace,
  options: RebuildOptions,
  output: Output,
): Promise<ExitCode> {
  const { runtime, close } = await openSystem(place, output);
  try {
    const targets = targetsOf(runtime, options.only, output);
    const reports = await runtime.rebuild(targets, {
      replace: !options.check,
      progress: (position, head) => output.progress(Number(position), Number(head), 'events'),
    });
    await runtime.ports.reads.compact?.();
    for (const report of reports) {
      output.line(lineOf(report, output.say));
      for (const { key, live, rebuilt } of report.examples) {
        output.line(`  ${key}\n    ${JSON.stringify(live)}\n    ${JSON.stringify(rebuilt)}`);
      }
    }
    const isSame = reports.every((report) => differences(report) === 0);
    output.result({ identical: isSame, models: reports });
    return isSame ? EXIT.ok : EXIT.failed;
  } finally {
    await close();
  }
}

/**
 * `tamani rebuild --from-scratch`: deletes what is derived and fills the read models from the log,
 * which is never touched. Messages are made again at the next start.
 */
export async function rebuildFromScratch(place: SystemPlace, output: Output): Promise<ExitCode> {
  checkThere(place, output);
  await eraseAll(place, output);
  const { runtime, close } = await openSystem(place, output);
  try {
    await runtime.fill((position, head) =>
      output.progress(Number(position), Number(head), 'events'),
    );
    const models = runtime.models.length;
    const position = String(await runtime.ports.store.head());
    output.line(output.say('rebuild_scratch_done', { models, position }));
    output.result({ models, position });
    return EXIT.ok;
  } finally {
    await close();
  }
}

const nameOf = ({ context, model }: RebuildTarget): string => `${context}/${model.name}`;

function targetsOf(
  runtime: Runtime,
  only: readonly string[],
  output: Output,
): readonly RebuildTarget[] {
  const all = runtime.models;
  const names = (target: RebuildTarget) => [target.context, nameOf(target)];
  const unknown = only.filter((name) => !all.some((target) => names(target).includes(name)));
  if (unknown.length > 0) {
    const words = { unknown: unknown.join(', '), known: all.map(nameOf).join(', ') };
    throw new CommandFailed(output.say('rebuild_unknown', words), EXIT.usage);
  }
  if (only.length === 0) return all;
  return all.filter((target) => names(target).some((name) => only.includes(name)));
}

const differences = ({ different, missing, extra }: RebuildReport) => different + missing + extra;

function lineOf(report: RebuildReport, say: Say): string {
  const { name, documents, different, missing, extra, replaced } = report;
  if (differences(report) === 0) return say('rebuild_identical', { name, documents });
  const figures = { name, documents, different, missing, extra };
  return say(replaced ? 'rebuild_replaced' : 'rebuild_left', figures);
}
