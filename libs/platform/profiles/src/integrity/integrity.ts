import { DEMO_KEY_FILE, unsealed } from '@tamani/nest';
import type { Damage } from '@tamani/sqlite';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEED_FILE } from './derived.js';
import { FILES } from '../engines.js';
import { KEY_FILE } from '../service.js';

export type { Damage } from '@tamani/sqlite';

/** The parts of a data folder, by what is to be done when they are damaged. */
export type FolderPart = 'events' | 'reads' | 'bus' | 'keys' | 'demo';

export interface FolderReport {
  readonly damages: Readonly<Record<FolderPart, readonly Damage[]>>;
  /** The id of the log and the position of its last event, as far as they can be read. */
  readonly log: string;
  readonly head: number;
}

/**
 * Looks at every byte that counts in a data folder whose server is stopped. A file that is not
 * there is nothing: it is made again, or `events.db` is missed elsewhere. Throws StoreLocked.
 */
export async function verifyFolder(
  folder: string,
  progress: (part: FolderPart, done: number, total: number) => void = () => undefined,
): Promise<FolderReport> {
  const { verifyBusFile, verifyEventsFile, verifyReadsFile } = await import('@tamani/sqlite');
  const told = (part: FolderPart) => (done: number, total: number) => progress(part, done, total);
  const derived = (part: 'reads' | 'bus', verify: typeof verifyBusFile) => {
    const file = join(folder, FILES[part]);
    return existsSync(file) ? verify(file, told(part)) : [];
  };
  const {
    damages: events,
    log,
    head,
  } = verifyEventsFile(join(folder, FILES.events), told('events'));
  const reads = derived('reads', verifyReadsFile);
  const bus = derived('bus', verifyBusFile);
  const keys = [KEY_FILE, DEMO_KEY_FILE].flatMap((name) => smallFile(join(folder, name)));
  return {
    damages: { events, reads, bus, keys, demo: smallFile(join(folder, SEED_FILE)) },
    log,
    head,
  };
}

function smallFile(file: string): readonly Damage[] {
  if (!existsSync(file)) return [];
  try {
    unsealed(file, readFileSync(file, 'utf8'));
    return [];
  } catch (error) {
    return [{ file, what: (error as Error).message }];
  }
}
