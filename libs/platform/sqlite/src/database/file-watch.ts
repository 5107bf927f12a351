import { statSync } from 'node:fs';

/**
 * Remembers which files a log is in. A file that is deleted or replaced under a process that has
 * it open takes every write, and loses all of them with the process.
 */
export class FileWatch {
  private readonly seen: readonly (readonly [path: string, identity: string])[];

  constructor(file: string) {
    this.seen = [file, `${file}-wal`].map((path) => [path, identityOf(path)] as const);
  }

  /** Throws when one of them is no longer where it was opened. */
  check(): void {
    for (const [path, identity] of this.seen)
      if (identityOf(path) !== identity) throw new Error(`${path} was deleted or replaced`);
  }
}

function identityOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'nowhere' : `${found.dev}:${found.ino}`;
}
