import { DEMO_KEY_FILE, sealed, unsealed } from '@tamani/nest';
import { StoreCorrupt } from '@tamani/ports';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SEED_FILE } from './derived.js';
import { FILES } from '../engines.js';
import { KEY_FILE } from '../service.js';

/** What a backup says of itself. */
export interface BackupNote {
  readonly madeAt: string;
  /** The id of the log, and how many events it has. */
  readonly log: string;
  readonly head: number;
  /** Of `events.db`, hexadecimal. */
  readonly sha256: string;
}

export type BackupTrouble = 'not_empty' | 'no_backup' | 'log_there';

/** A folder that is not as a backup or a restore needs it; nothing was changed. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
  constructor(
    readonly trouble: BackupTrouble,
    readonly folder: string,
  ) {
    super(`${folder}: ${trouble}`);
  }
}

const NOTE = 'backup.json';
/** It holds money and keys: for its own user only. */
const PRIVATE = 0o600;
/** What cannot be made again of the log, beside it. */
const SMALL_FILES = [KEY_FILE, DEMO_KEY_FILE, SEED_FILE] as const;

/**
 * Copies the log and the keys of a data folder into a new folder, its server at work or not, and
 * verifies the copy. What is derived is left out: it is made again. The folder is there whole, or
 * not at all. Throws BackupRefused, StoreCorrupt.
 */
export async function backUp(
  dataDir: string,
  into: string,
  of: { readonly now: string; readonly progress?: (done: number, total: number) => void },
): Promise<BackupNote> {
  if (existsSync(into) && readdirSync(into).length > 0) throw new BackupRefused('not_empty', into);
  const { copyLog, makeFolder, syncFile, syncFolder } = await import('@tamani/sqlite');
  const partial = `${resolve(into)}.partial`;
  rmSync(partial, { recursive: true, force: true });
  makeFolder(partial);
  const copy = join(partial, FILES.events);
  const before = copyLog(join(dataDir, FILES.events), copy);
  const { log, head } = await verifiedLog(copy, of.progress);
  if (log !== before.log || head < before.head)
    throw new StoreCorrupt(
      `${copy}: ${head} events of ${log}, not ${before.head} of ${before.log}`,
    );
  copySmallFiles(dataDir, partial);
  const note = { madeAt: of.now, log, head, sha256: await sha256Of(copy) };
  writeFileSync(join(partial, NOTE), sealed(JSON.stringify(note)));
  for (const file of readdirSync(partial).map((name) => join(partial, name))) {
    chmodSync(file, PRIVATE);
    syncFile(file);
  }
  syncFolder(partial);
  rmSync(into, { recursive: true, force: true });
  renameSync(partial, into);
  syncFolder(dirname(resolve(into)));
  return note;
}

/**
 * Puts the log of a backup in the place of that of a stopped data folder, after verifying it; an
 * old one is only replaced with `overwrite`, and stays beside it under another name. What was
 * derived of the old one is to be made again. Throws BackupRefused, StoreCorrupt, StoreLocked.
 */
export async function putBack(
  folder: string,
  dataDir: string,
  of: {
    readonly now: string;
    readonly overwrite: boolean;
    readonly progress?: (done: number, total: number) => void;
  },
): Promise<BackupNote> {
  const note = noteIn(folder);
  const file = join(dataDir, FILES.events);
  if (existsSync(file) && !of.overwrite) throw new BackupRefused('log_there', dataDir);
  const { makeFolder, replaceLog, syncFile, syncFolder } = await import('@tamani/sqlite');
  makeFolder(dataDir);
  const copy = join(dataDir, `${FILES.events}.restoring`);
  copyFileSync(join(folder, FILES.events), copy);
  if ((await sha256Of(copy)) !== note.sha256)
    throw new StoreCorrupt(`${join(folder, FILES.events)} is not as ${NOTE} says`);
  const { log, head } = await verifiedLog(copy, of.progress);
  if (log !== note.log || head !== note.head)
    throw new StoreCorrupt(`${join(folder, FILES.events)} has ${head} events of the log ${log}`);
  syncFile(copy);
  replaceLog(file, copy, `${file}.replaced-${of.now.replaceAll(/[^\dTZ]/g, '')}`);
  copySmallFiles(folder, dataDir);
  syncFolder(dataDir);
  return note;
}

function copySmallFiles(from: string, to: string): void {
  for (const name of SMALL_FILES.filter((one) => existsSync(join(from, one))))
    copyFileSync(join(from, name), join(to, name));
}

function noteIn(folder: string): BackupNote {
  const file = join(folder, NOTE);
  if (!existsSync(file)) throw new BackupRefused('no_backup', folder);
  return JSON.parse(unsealed(file, readFileSync(file, 'utf8'))) as BackupNote;
}

/** The log in a copy, every byte of it looked at. Throws StoreCorrupt. */
async function verifiedLog(copy: string, progress?: (done: number, total: number) => void) {
  const { verifyEventsFile } = await import('@tamani/sqlite');
  const { damages, log, head } = verifyEventsFile(copy, progress);
  const [first] = damages;
  // What looking at it has left beside it.
  for (const name of readdirSync(dirname(copy)))
    if (name.startsWith(`${basename(copy)}`) && name !== basename(copy))
      rmSync(join(dirname(copy), name));
  if (first) throw new StoreCorrupt(`${first.file}: ${first.what}`);
  return { log, head };
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
