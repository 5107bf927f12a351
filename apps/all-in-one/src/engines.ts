import type { Bus, EventStore, ReadStore } from '@tamani/ports';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { join } from 'node:path';

/** The three engines of the embedded profile, each on a file of the data folder. */
export interface Engines {
  readonly store: EventStore;
  readonly bus: Bus;
  readonly reads: ReadStore;
  close(): Promise<void>;
}

/**
 * Opens the files, or none of them. `onFatal` is told once when the disk fails under a write:
 * nothing is acknowledged any more, and the process should end and be started again.
 */
export async function openEngines(
  dataDir: string,
  onFatal: (error: Error) => void,
): Promise<Engines> {
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(engine: T): T => {
    opened.unshift(engine);
    return engine;
  };
  const close = async (): Promise<void> => {
    for (const engine of opened.splice(0)) await engine.close();
  };
  try {
    const store = keep(openSqliteEventStore({ file: join(dataDir, 'events.db'), onFatal }));
    const bus = keep(openSqliteBus({ file: join(dataDir, 'bus.db'), onFatal }));
    const reads = keep(openSqliteReadStore({ file: join(dataDir, 'read.db'), onFatal }));
    return { store, bus, reads, close };
  } catch (error) {
    await close();
    throw error;
  }
}
