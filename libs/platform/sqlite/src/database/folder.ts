import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and its parents, durably: an entry of a new folder that is not synced is gone
 * after a power cut, with every file in it. (SQLite syncs the folder of its own files.) Only its
 * owner may look into it.
 */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const top = dirname(resolve(first));
  for (let made = resolve(folder); made !== top; made = dirname(made)) syncFolder(dirname(made));
}

/**
 * Makes a file that only its owner may read; the files that SQLite puts beside it follow. One that
 * is there, or that another process makes just now, is not even opened: closing it would drop the
 * locks that this process has on it.
 */
export function makePrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Brings the entries of a folder to the disk. */
export const syncFolder = (folder: string): void => syncFile(folder);

/** Brings the bytes of a file to the disk. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
