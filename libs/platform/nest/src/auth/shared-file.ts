import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { sealed, unsealed } from './sealed.js';

/**
 * A secret that several processes share by a folder: the first to link its own has made it for
 * all. Readable by the owner alone. Throws StoreCorrupt of one that is not as it was written.
 */
export async function sharedSecret(file: string, make: () => Promise<string>): Promise<string> {
  const made = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (made !== '') return unsealed(file, made);
  const own = `${file}.${process.pid}`;
  writeFileSync(own, sealed(await make()), { mode: 0o600, flush: true });
  // Empty: a power cut came before its content was on the disk, and nobody has used it.
  if (existsSync(file) && statSync(file).size === 0) rmSync(file, { force: true });
  try {
    linkSync(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(own);
  }
  syncFolderOf(file);
  return unsealed(file, readFileSync(file, 'utf8'));
}

/** The entry of a file is on the disk only when its folder is, too. */
export function syncFolderOf(file: string): void {
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
