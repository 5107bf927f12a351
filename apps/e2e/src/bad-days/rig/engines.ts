import { openEventStoreDb } from '@tamani/eventstoredb';
import { openKafkaBus } from '@tamani/kafka';
import { openMongoReadStore } from '@tamani/mongodb';
import type { Bus, EventStore, ReadStore } from '@tamani/ports';
import { memoryBus, memoryEventStore, memoryReadStore } from '@tamani/testing/engines';
import { addressOf, ledThrough, type Addresses } from './addresses.js';
import { announcedAt } from './kafka-announcement.js';
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

/** The engines as one replica has them: adapters of its own, each behind a line of its own. */
export interface ReplicaEngines extends Ports {
  /** Undefined in memory, where there is nothing to cut. */
  readonly lines: Lines | undefined;
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

/** A system on the servers, under a namespace of its own. */
export function onServers(addresses: Addresses, namespace: string): OpenEngines {
  return async () => {
    const lines = await openLines(addresses);
    const { store, bus, reads } = lines;
    const { esdbUrl, kafkaBroker, mongoUrl } = addresses;
    const esdb = { url: ledThrough(esdbUrl, store.address), namespace };
    const kafka = { brokers: [ledThrough(kafkaBroker, bus.address)], namespace };
    const mongo = { url: directly(ledThrough(mongoUrl, reads.address)), namespace };
    const opened = await Promise.all([
      openEventStoreDb({ ...esdb, ...PATIENCE.esdb }),
      openKafkaBus({ ...kafka, ...PATIENCE.kafka, partitions: PARTITIONS }),
      openMongoReadStore({ ...mongo, ...PATIENCE.mongo }),
    ]);
    const close = async (): Promise<void> => {
      const [eventStore, kafkaBus, readStore] = opened;
      await Promise.all([eventStore.close(), kafkaBus.close(), readStore.close()]);
      await Promise.all(Object.values(lines).map((line: TcpProxy) => line.close()));
    };
    return { store: opened[0], bus: opened[1], reads: opened[2], lines, close };
  };
}

/** A system in memory: the same ports, nothing that could break. */
export function inMemory(): OpenEngines {
  const [store, bus, reads] = [memoryEventStore(), memoryBus(), memoryReadStore()];
  return async () => ({ store, bus, reads, lines: undefined, close: async () => undefined });
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
const directly = (url: string): string =>
  `${url}${url.includes('?') ? '&' : url.replace(/^[a-z]+:\/\//, '').includes('/') ? '?' : '/?'}directConnection=true`;
