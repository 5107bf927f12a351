/** What the shell and a job's scheduler see. Written in `tamani --help`. */
export const EXIT = {
  ok: 0,
  /** It ran, and something was refused or is not as it should be; the output says what. */
  failed: 1,
  /** The command, an option or a file cannot be used as given; nothing was done. */
  usage: 2,
  /** The server does not answer. */
  unreachable: 3,
  /** The files belong to a running server. */
  busy: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

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
