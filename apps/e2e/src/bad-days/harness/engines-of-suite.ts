import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineProcess } from '../../../../../tools/engines/engine-process.mjs';
import { freePorts } from '../../../../../tools/engines/engines.mjs';
import { esdbEngine } from '../../../../../tools/engines/esdb.mjs';
import { EngineMissing } from '../../../../../tools/engines/install.mjs';
import { kafkaEngine } from '../../../../../tools/engines/kafka.mjs';
import { mongoEngine, mongoUrl } from '../../../../../tools/engines/mongo.mjs';
import type { Addresses } from '../rig/addresses.js';

export type EngineKind = 'esdb' | 'kafka' | 'mongo';

/** The engines that a suite runs on. */
export interface SuiteEngines {
  readonly addresses: Addresses;
  /** Those that are the suite's own: it may kill them. */
  readonly own: ReadonlyMap<EngineKind, EngineProcess>;
  /** Where the event store's wire double is told what to do wrong. */
  readonly esdbControlUrl: string;
  stop(): Promise<void>;
}

const SHARED = { kafka: 'TAMANI_KAFKA_BROKERS', mongo: 'TAMANI_MONGO_URL' } as const;

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
  const missing = Object.entries(SHARED).filter(
    ([kind, name]) => kind !== toKill && process.env[name] === undefined,
  );
  if (missing.length > 0) return notRun(suite, `${missing.map(([, name]) => name)} is not set`);
  const folder = mkdtempSync(join(tmpdir(), 'tamani-bad-days-'));
  const own = new Map<EngineKind, EngineProcess>();
  const stop = async (): Promise<void> => {
    await Promise.all([...own.values()].map((engine) => engine.kill()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [esdb = 0, control = 0, port = 0, second = 0] = await freePorts(4);
    own.set('esdb', esdbEngine({ folder: join(folder, 'esdb'), port: esdb, controlPort: control }));
    const place = { folder: join(folder, toKill), port };
    if (toKill === 'kafka') own.set('kafka', kafkaEngine({ ...place, controllerPort: second }));
    if (toKill === 'mongo') own.set('mongo', mongoEngine(place));
    await Promise.all([...own.values()].map((engine) => engine.start()));
    const addresses = addressesOf(own, esdb, port);
    return { addresses, own, esdbControlUrl: `http://127.0.0.1:${control}/faults`, stop };
  } catch (error) {
    await stop();
    if (!(error instanceof EngineMissing)) throw error;
    return notRun(suite, error.message);
  }
}

function addressesOf(
  own: ReadonlyMap<EngineKind, EngineProcess>,
  esdbPort: number,
  port: number,
): Addresses {
  const [sharedBroker = ''] = given(SHARED.kafka).split(',');
  return {
    esdbUrl: `esdb://127.0.0.1:${esdbPort}?tls=false`,
    kafkaBroker: own.has('kafka') ? `127.0.0.1:${port}` : sharedBroker,
    mongoUrl: own.has('mongo') ? mongoUrl(port) : given(SHARED.mongo),
  };
}

const given = (name: string): string => process.env[name] ?? '';

function notRun(suite: string, why: string): undefined {
  process.stderr.write(`bad days: ${suite}: NOT RUN: ${why}\n`);
}
