import type { Clock } from '@tamani/kernel';
import type { DemoIssuer } from '@tamani/nest';
import { openEngines, settingsOf } from '@tamani/profiles';
import { Side } from './side.js';

export interface Place {
  readonly dataDir: string;
  /** Before the names of everything on the servers. */
  readonly namespace: string;
  readonly clock: Clock;
  readonly demo: DemoIssuer;
}

/** Addresses that the distributed profile needs. */
export const ADDRESSES = ['TAMANI_ESDB_URL', 'TAMANI_KAFKA_BROKERS', 'TAMANI_MONGO_URL'] as const;

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Read models are looked at when all is over: fewer, larger writes. */
const PROJECTION_PAUSE_MS = 3_000;
const pace = { projectionPauseMs: PROJECTION_PAUSE_MS };

async function opened(
  { dataDir, clock, demo }: Place,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Side> {
  const settings = settingsOf({ ...env, TAMANI_DATA_DIR: dataDir });
  const onFatal = (error: Error): void => void process.stderr.write(`${error.stack}\n`);
  const engines = await openEngines(settings, { log: quiet, onFatal });
  // As a service sets itself up (profiles, service.ts).
  const own = settings.distributed ? {} : { soleWriter: true, owner: 'all-in-one' };
  const name = settings.distributed ? 'distributed' : 'embedded';
  return Side.open({ name, engines, settings: { ...own, ...pace }, clock, demo });
}

/** A system with its own files. */
export const openEmbedded = (place: Place): Promise<Side> => opened(place, {});

/**
 * A system on the servers of the environment. Its topics have one partition: over several, the
 * order of messages of different keys is nobody's promise, and it shows in the streams of the
 * processes that wait for several answers.
 */
export function openDistributed(place: Place): Promise<Side> {
  const addresses = ADDRESSES.map((name) => [name, process.env[name]]);
  return opened(place, {
    TAMANI_PROFILE: 'distributed',
    ...Object.fromEntries(addresses),
    TAMANI_NAMESPACE: place.namespace,
    TAMANI_KAFKA_PARTITIONS: '1',
  });
}
