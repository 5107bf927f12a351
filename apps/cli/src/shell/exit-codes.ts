import type { Text } from '@tamani/kernel';

/** What the shell and a job's scheduler see. Stable; written in `tamani --help`. */
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
  /** A fault of this program. */
  internal: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What each exit code means, for `--help` and as the title of an error in JSON. */
export const EXIT_TITLES: Readonly<Record<ExitCode, Text>> = {
  [EXIT.ok]: { fr: 'tout est fait', en: 'everything is done' },
  [EXIT.failed]: {
    fr: 'une partie a été refusée ou ne va pas ; la sortie le dit',
    en: 'something was refused or is not well; the output says what',
  },
  [EXIT.usage]: {
    fr: 'commande, option ou fichier inutilisable ; rien n’a été fait',
    en: 'a command, option or file cannot be used; nothing was done',
  },
  [EXIT.unreachable]: { fr: 'le serveur ne répond pas', en: 'the server does not answer' },
  [EXIT.busy]: {
    fr: 'les fichiers sont ceux d’un serveur en marche',
    en: 'the files belong to a running server',
  },
  [EXIT.internal]: { fr: 'défaut de ce programme', en: 'a fault of this program' },
};

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
