import { openEventStoreDb } from '@tamani/eventstoredb';
import { openKafkaBus } from '@tamani/kafka';
import { openMongoReadStore } from '@tamani/mongodb';
import type { Bus, EventStore, ReadStore } from '@tamani/ports';
import { memoryBus, memoryEventStore, memoryReadStore } from '@tamani/testing/engines';
import { addressOf, ledThrough, type Addresses } from './addresses.js';
import { announcedAt } from './kafka-announcement.js';
import { patiently } from './patience.js';
import { TcpProxy } from './tcp-proxy.js';

export interface Ports {
  readonly store: EventStore;
  readonly bus: Bus;
  readonly reads: ReadStore;
}

/** The lines of one replica to the engines. */
export interface Lines {
  readonly store: TcpProxy;
  readonly bus: TcpProxy;
  readonly reads: TcpProxy;
}

/** The engines of one replica: its own adapters, each with its own connection. */
export interface ReplicaEngines extends Ports {
  /** Undefined where there is nothing to cut. */
  readonly lines: Lines | undefined;
  /** Of the consumers of the bus. */
  health(): readonly object[];
  close(): Promise<void>;
}

/** Opens the engines for one more replica of a system. */
export type OpenEngines = () => Promise<ReplicaEngines>;

/** Shorter than in production, so that a day has many of them. */
const PATIENCE = {
  esdb: { timeoutMs: 2_000, settleMs: 200 },
  kafka: { sessionTimeoutMs: 6_000, retryPauseMs: 20 },
  mongo: { selectionTimeoutMs: 2_000, operationTimeoutMs: 3_000 },
} as const;
/** Few, for the broker's sake; more than one, so that replicas share them. */
const PARTITIONS = 2;

/** A system on the servers, in its own namespace, optionally with connections that can be cut. */
export function onServers(
  addresses: Addresses,
  namespace: string,
  { hasLines }: { readonly hasLines: boolean },
): OpenEngines {
  return async () => {
    const lines = hasLines ? await openLines(addresses) : undefined;
    const { esdbUrl, kafkaBroker, mongoUrl } = lines ? throughLines(addresses, lines) : addresses;
    const kafka = { brokers: [kafkaBroker], namespace, partitions: PARTITIONS };
    const [store, bus, reads] = await Promise.all([
      patiently(() => openEventStoreDb({ url: esdbUrl, namespace, ...PATIENCE.esdb })),
      patiently(() => openKafkaBus({ ...kafka, ...PATIENCE.kafka })),
      patiently(() => openMongoReadStore({ url: mongoUrl, namespace, ...PATIENCE.mongo })),
    ]);
    const close = async (): Promise<void> => {
      await Promise.all([store.close(), bus.close(), reads.close()]);
      await Promise.all(Object.values(lines ?? {}).map((line: TcpProxy) => line.close()));
    };
    return { store, bus, reads, lines, health: () => bus.health(), close };
  };
}

function throughLines({ esdbUrl, kafkaBroker, mongoUrl }: Addresses, lines: Lines): Addresses {
  return {
    esdbUrl: ledThrough(esdbUrl, lines.store.address),
    kafkaBroker: ledThrough(kafkaBroker, lines.bus.address),
    mongoUrl: directly(ledThrough(mongoUrl, lines.reads.address)),
  };
}

/** A system in memory: the same ports, nothing that could break. */
export function inMemory(): OpenEngines {
  const [store, bus, reads] = [memoryEventStore(), memoryBus(), memoryReadStore()];
  return async () => ({
    ...{ store, bus, reads, lines: undefined },
    health: () => [],
    close: async () => undefined,
  });
}

async function openLines({ esdbUrl, kafkaBroker, mongoUrl }: Addresses): Promise<Lines> {
  const broker = addressOf(kafkaBroker);
  const [store, bus, reads] = await Promise.all([
    TcpProxy.open(addressOf(esdbUrl)),
    TcpProxy.open(broker, (port) => announcedAt(broker, port)),
    TcpProxy.open(addressOf(mongoUrl)),
  ]);
  return { store, bus, reads };
}

/** A client that looks for the members of a replica set would go past the proxy. */
function directly(url: string): string {
  const all = new URL(url);
  all.searchParams.set('directConnection', 'true');
  return all.href;
}
