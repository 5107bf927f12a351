import { mongoUrl } from '../../../../../tools/engines/mongo.mjs';
import { ownEngines, type OwnEngine } from '../../../../../tools/engines/own.mjs';
import type { Addresses } from '../rig/addresses.js';

export type EngineKind = 'esdb' | 'kafka' | 'mongo';

/** The engines that a suite runs on. */
export interface SuiteEngines {
  readonly addresses: Addresses;
  /** Those that are the suite's own: it may kill them. */
  readonly own: ReadonlyMap<EngineKind, OwnEngine>;
  stop(): Promise<void>;
}

const SHARED = ['TAMANI_KAFKA_BROKERS', 'TAMANI_MONGO_URL'] as const;

/**
 * Starts an event store (the wire double) and, when it is to be killed, a broker or a read store
 * for this suite alone; the others are those of the environment. The event store is never a
 * shared one: a system that is new there reads past the events of all others, again and again.
 * Undefined, and said aloud, where something is missing.
 */
export async function enginesOf(
  suite: string,
  toKill: EngineKind = 'esdb',
): Promise<SuiteEngines | undefined> {
  const missing = SHARED.filter((name) => process.env[name] === undefined);
  if (missing.length > 0) {
    process.stderr.write(`bad days: ${suite}: NOT RUN: ${missing.join(', ')} not set\n`);
    return undefined;
  }
  const own = new Map<EngineKind, OwnEngine>();
  const stop = async (): Promise<void> => {
    await Promise.all([...own.values()].map(({ dispose }) => dispose()));
  };
  try {
    for (const kind of new Set<EngineKind>(['esdb', toKill])) {
      const engine = await ownEngines(kind, `bad days: ${suite}`)?.();
      if (engine) own.set(kind, engine);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  if (own.has('esdb') && own.has(toKill)) return { addresses: addressesOf(own), own, stop };
  await stop();
  return undefined;
}

function addressesOf(own: ReadonlyMap<EngineKind, OwnEngine>): Addresses {
  const [esdb, kafka, mongo] = [own.get('esdb'), own.get('kafka'), own.get('mongo')];
  const [sharedBroker = ''] = (process.env['TAMANI_KAFKA_BROKERS'] ?? '').split(',');
  return {
    esdbUrl: `esdb://127.0.0.1:${esdb?.port}?tls=false`,
    kafkaBroker: kafka ? `127.0.0.1:${kafka.port}` : sharedBroker,
    mongoUrl: mongo ? mongoUrl(mongo.port) : (process.env['TAMANI_MONGO_URL'] ?? ''),
  };
}
