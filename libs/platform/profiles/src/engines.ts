import type { Bus, EventStore, ReadStore } from '@tamani/ports';
import type { Log } from '@tamani/runtime';
import { join } from 'node:path';
import { Patience } from './patience.js';
import type { DistributedSettings, Settings } from './settings.js';

/** The three engines of a profile. */
export interface Engines {
  readonly store: EventStore;
  readonly bus: Bus;
  readonly reads: ReadStore;
  /** In the reverse of the order in which they were opened. */
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly log: Log;
  /**
   * Embedded: told once when the disk fails under a write. Nothing is acknowledged any more, and
   * the process should end and be started again.
   */
  readonly onFatal: (error: Error) => void;
  /** Embedded: told when the bus meets a message that is not as it was written. */
  readonly onCorrupt?: (error: Error) => void;
}

interface Engine {
  close(): Promise<void>;
}

type Keep = <T extends Engine>(engine: T) => T;

/** The files of the embedded profile; `events.db` is the truth, the others can be made again. */
export const FILES = { events: 'events.db', bus: 'bus.db', reads: 'read.db' } as const;

/**
 * Opens the engines of a profile, or none of them. Servers that do not answer yet are waited for;
 * throws StoreUnavailable when they do not within a minute, SettingsError at once for what waiting
 * does not cure, StoreLocked, StoreCorrupt.
 */
export async function openEngines(
  settings: Pick<Settings, 'dataDir' | 'distributed'>,
  options: EngineOptions,
): Promise<Engines> {
  const opened: Engine[] = [];
  const keep: Keep = (engine) => {
    opened.unshift(engine);
    return engine;
  };
  const close = async (): Promise<void> => {
    for (const engine of opened.splice(0)) await engine.close();
  };
  try {
    const { distributed } = settings;
    const engines = distributed
      ? await connect(distributed, keep, options)
      : await openFiles(settings.dataDir, keep, options);
    return { ...engines, close };
  } catch (error) {
    await close();
    throw error;
  }
}

// Drivers are loaded by the profile that uses them: they take time and memory.

async function openFiles(dataDir: string, keep: Keep, { onFatal, onCorrupt }: EngineOptions) {
  const { openSqliteBus, openSqliteEventStore, openSqliteReadStore } =
    await import('@tamani/sqlite');
  const store = keep(openSqliteEventStore({ file: join(dataDir, FILES.events), onFatal }));
  const bus = keep(openSqliteBus({ file: join(dataDir, FILES.bus), onFatal, onCorrupt }));
  const reads = keep(openSqliteReadStore({ file: join(dataDir, FILES.reads), onFatal }));
  return { store, bus, reads };
}

async function connect(settings: DistributedSettings, keep: Keep, { log }: EngineOptions) {
  const { namespace, esdbUrl, kafka, mongoUrl } = settings;
  const [{ openEventStoreDb }, { openKafkaBus }, { openMongoReadStore }] = await Promise.all([
    import('@tamani/eventstoredb'),
    import('@tamani/kafka'),
    import('@tamani/mongodb'),
  ]);
  // Node reads this file for its own connections, the gRPC client does not.
  const { NODE_EXTRA_CA_CERTS: authorityFile } = process.env;
  const authority = authorityFile === undefined ? {} : { authorityFile };
  const patience = new Patience(log);
  const [store, bus, reads] = await Promise.all([
    patience
      .open(SERVERS.store, () => openEventStoreDb({ url: esdbUrl, namespace, log, ...authority }))
      .then(keep),
    patience
      .open(SERVERS.bus, () => openKafkaBus({ ...kafka, namespace, log: leveled(log) }))
      .then(keep),
    patience.open(SERVERS.reads, () => openMongoReadStore({ url: mongoUrl, namespace })).then(keep),
  ]);
  return { store, bus, reads };
}

const SERVERS = {
  store: { name: 'EventStoreDB', settings: 'TAMANI_ESDB_URL' },
  bus: { name: 'Kafka', settings: 'TAMANI_KAFKA_*' },
  reads: { name: 'MongoDB', settings: 'TAMANI_MONGO_URL' },
} as const;

type Level = 'info' | 'warn' | 'error';

/** The log as a function of its level. */
export const leveled =
  (log: Log) =>
  (level: Level, message: string, fields: object): void =>
    log[level](message, fields);
