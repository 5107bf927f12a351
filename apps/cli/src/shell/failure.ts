import { ApiError, Unreachable, type Problem } from '@tamani/client';
import type { Language } from '@tamani/texts';
import { CommanderError } from 'commander';
import { CommandFailed, EXIT, exitName, type ExitCode } from './exit-codes.js';
import { sayIn } from './language.js';
import type { Terminal } from './output.js';

/** How a command ended that did not do its work. */
export interface Failure {
  readonly exitCode: ExitCode;
  /** `usage`, `unreachable`, …, or the code of the server's refusal. */
  readonly code: string;
  readonly detail: string;
  /** The refusal of the server, whole. */
  readonly problem?: Problem;
}

const failed = (exitCode: ExitCode, detail: string): Failure => ({
  exitCode,
  code: exitName(exitCode),
  detail,
});

/** Any error as a failure; undefined for what commander ends without one (`--help`). */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? undefined : failed(EXIT.usage, error.message);
  }
  if (error instanceof CommandFailed) return failed(error.exitCode, error.message);
  if (error instanceof Unreachable) return failed(EXIT.unreachable, error.message);
  if (error instanceof ApiError) {
    const { code, problem, message: detail } = error;
    return { exitCode: EXIT.failed, code, detail, problem };
  }
  const known = error instanceof Error ? error : new Error(String(error));
  // By name: its class comes with the whole server's code.
  if (known.name === 'SettingsError') return failed(EXIT.usage, known.message);
  return failed(EXIT.internal, known.stack ?? known.message);
}

/** Tells a failure: a sentence on standard error; with `--json` a document as well. */
export function tellFailure(
  failure: Failure,
  { terminal, language, json }: { terminal: Terminal; language: Language; json: boolean },
): void {
  const { exitCode, code, detail, problem } = failure;
  const say = sayIn(language);
  const title = say(`exit_${exitName(exitCode)}`);
  const isBare = exitCode !== EXIT.unreachable && exitCode !== EXIT.internal;
  terminal.err(isBare ? `${detail}\n` : `${say('failure', { title, detail })}\n`);
  if (!json) return;
  const document = { code, title, detail: detail.split('\n', 1)[0], exitCode, ...problem };
  terminal.out(`${JSON.stringify(document, null, 2)}\n`);
}
