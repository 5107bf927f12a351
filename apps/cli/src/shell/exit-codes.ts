/** What the shell and a job's scheduler see. Stable; written in `tamani --help`. */
export const EXIT = {
  ok: 0,
  /** It ran, but something was refused or wrong; see the output. */
  failed: 1,
  /** The command, an option or a file cannot be used as given; nothing was done. */
  usage: 2,
  /** The server does not answer. */
  unreachable: 3,
  /** The files belong to a running server. */
  busy: 4,
  /** A fault of this program. */
  internal: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export type ExitName = keyof typeof EXIT;

/** The name of an exit code; its text is `exit_<name>` of the catalogue. */
export const exitName = (code: ExitCode): ExitName =>
  (Object.keys(EXIT) as ExitName[]).find((name) => EXIT[name] === code) ?? 'internal';

/** Ends a command with a sentence for the user, and no stack. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  constructor(
    message: string,
    readonly exitCode: ExitCode,
  ) {
    super(message);
  }
}
