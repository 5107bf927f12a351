import type { Text } from '@tamani/kernel';
import type { AnyReadModel, RebuildReport, Runtime } from '@tamani/runtime';
import { CommandFailed, EXIT, type ExitCode } from '../shell/exit-codes.js';
import type { Output } from '../shell/output.js';
import { openSystem, type SystemPlace } from './open-system.js';

export interface RebuildOptions {
  /** `budgets` or `budgets/budget-lines`; none: all. */
  readonly only: readonly string[];
  /** Compare, and leave a model that differs as it is. */
  readonly check: boolean;
}

interface Target {
  readonly context: string;
  readonly model: AnyReadModel;
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
    const reports: RebuildReport[] = [];
    for (const target of targets) {
      const report = await runtime.rebuild(target.context, target.model, {
        replace: !options.check,
        progress: (position, head) =>
          output.progress(Number(position), Number(head), nameOf(target)),
      });
      output.line(lineOf(report));
      for (const { key, live, rebuilt } of report.examples) {
        output.line(`  ${key}\n    ${JSON.stringify(live)}\n    ${JSON.stringify(rebuilt)}`);
      }
      reports.push(report);
    }
    const isSame = reports.every((report) => differences(report) === 0);
    output.result({ identical: isSame, models: reports });
    return isSame ? EXIT.ok : EXIT.failed;
  } finally {
    await close();
  }
}

const nameOf = ({ context, model }: Target): Text => {
  const name = `${context}/${model.name}`;
  return { fr: name, en: name };
};

function targetsOf(runtime: Runtime, only: readonly string[], output: Output): readonly Target[] {
  const all = runtime.contexts.flatMap(({ name: context, readModels }) =>
    readModels.map((model) => ({ context, model })),
  );
  const names = (target: Target) => [target.context, `${target.context}/${target.model.name}`];
  const unknown = only.filter((name) => !all.some((target) => names(target).includes(name)));
  if (unknown.length > 0) {
    const known = all.map((target) => names(target)[1]).join(', ');
    throw new CommandFailed(output.say(noSuchModel(unknown.join(', '), known)), EXIT.usage);
  }
  if (only.length === 0) return all;
  return all.filter((target) => names(target).some((name) => only.includes(name)));
}

const noSuchModel = (unknown: string, known: string): Text => ({
  fr: `modèle de lecture inconnu : ${unknown}. Il y a : ${known}`,
  en: `unknown read model: ${unknown}. There are: ${known}`,
});

const differences = ({ different, missing, extra }: RebuildReport) => different + missing + extra;

function lineOf(report: RebuildReport): Text {
  const { name, documents, different, missing, extra, replaced } = report;
  if (differences(report) === 0) {
    return {
      fr: `${name} : ${documents} documents, identiques`,
      en: `${name}: ${documents} documents, identical`,
    };
  }
  return {
    fr:
      `${name} : ${documents} documents, ${different} différents, ${missing} manquants, ` +
      `${extra} en trop ; ${replaced ? 'remplacé' : 'laissé tel quel'}`,
    en:
      `${name}: ${documents} documents, ${different} different, ${missing} missing, ` +
      `${extra} extra; ${replaced ? 'replaced' : 'left as it is'}`,
  };
}
