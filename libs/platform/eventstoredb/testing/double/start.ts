import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { EventStore } from '@tamani/ports';
import { openSqliteEventStore } from '@tamani/sqlite';
import { Faults } from './faults/faults.js';
import type { FaultRule } from './faults/rules.js';
import { Listener } from './listener.js';
import { AppendDesk } from './services/append-desk.js';
import { unaryAppend } from './services/append.js';
import { batchAppend } from './services/batch-append.js';
import { DOUBLE_NAME, supportedMethods } from './services/features.js';
import { read } from './services/read.js';
import { usersOnly, type DoubleUser } from './services/users.js';
import { featuresGrpc, streamsGrpc } from './wire/generated.js';

export interface DoubleOptions {
  /** The log, a file of the project's own SQLite engine. */
  readonly file: string;
  /** 0 for one that is free. */
  readonly port: number;
  readonly host?: string;
  /** Bad days from the start on; others by `faults` at any time. */
  readonly faults?: readonly FaultRule[];
  /** What an append waits that is the same as one in flight; some 2 s on the real server. */
  readonly inFlightMs?: number;
  /** `off` by default: what was written survives a kill of the process, not a loss of power. */
  readonly synchronous?: 'full' | 'off';
  /** TLS and users; by default anybody in clear. */
  readonly secured?: DoubleSecurity;
}

export interface DoubleSecurity {
  /** Both in PEM. */
  readonly key: Buffer;
  readonly certificate: Buffer;
  readonly users: Readonly<Record<string, DoubleUser>>;
}

/** Stands in for a server in tests; not a server. */
export interface EventStoreDbDouble {
  /** `esdb://127.0.0.1:2113?tls=false` */
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  /** As at SIGTERM: calls in hand are answered, subscriptions end with 13. */
  stop(): Promise<void>;
  /** As at a kill: connections are cut; what is in flight is written or not. */
  kill(): Promise<void>;
}

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_IN_FLIGHT_MS = 2_000;
/** Of the real server, which takes no more calls at a time on one connection. */
const MOST_STREAMS = 100;
const MOST_MESSAGE_BYTES = 17 * 1024 * 1024;
/** What a graceful stop grants to calls in hand; the batch stream of a client has no end. */
const STOP_GRACE_MS = 500;
/** A process takes longer to go and to come back; here a restart could be over in no time. */
const NEWS_MS = 50;

/** Opens the log and listens. Throws where the file is in use or the port is taken. */
export async function startDouble(options: DoubleOptions): Promise<EventStoreDbDouble> {
  const { file, synchronous = 'off', host = DEFAULT_HOST, secured } = options;
  const store = openSqliteEventStore({ file, synchronous });
  const faults = new Faults();
  const life = new AbortController();
  const server = new Server({
    'grpc.max_concurrent_streams': MOST_STREAMS,
    'grpc.max_receive_message_length': MOST_MESSAGE_BYTES,
    ...(secured && { interceptors: [usersOnly(secured.users)] }),
  });
  try {
    faults.add(...(options.faults ?? []));
    const { inFlightMs = DEFAULT_IN_FLIGHT_MS } = options;
    const desk = new AppendDesk(store, { inFlightMs, life: life.signal });
    addServices(server, { store, desk, faults, life: life.signal });
    await noteStart(desk);
    const listener = new Listener(server, credentialsOf(secured));
    const port = await listener.listen(options.port, host);
    const url = `esdb://${host}:${port}?tls=${secured !== undefined}`;
    return { url, port, faults, ...endings({ server, listener, store, faults, life }) };
  } catch (error) {
    await store.close();
    throw error;
  }
}

const credentialsOf = (secured: DoubleSecurity | undefined): ServerCredentials =>
  secured
    ? ServerCredentials.createSsl(null, [
        { private_key: secured.key, cert_chain: secured.certificate },
      ])
    : ServerCredentials.createInsecure();

interface Services {
  readonly store: EventStore;
  readonly desk: AppendDesk;
  readonly faults: Faults;
  readonly life: AbortSignal;
}

/** What the double does not serve (deleting, persistent subscriptions, gossip) is UNIMPLEMENTED. */
function addServices(server: Server, services: Services): void {
  server.addService(streamsGrpc.StreamsService, {
    append: unaryAppend(services),
    batchAppend: batchAppend(services),
    read: read(services),
  });
  server.addService(featuresGrpc.ServerFeaturesService, {
    getSupportedMethods: supportedMethods(services),
  });
}

/** A real log has events of the server itself among the others; so has this one. */
async function noteStart(desk: AppendDesk): Promise<void> {
  const data = Buffer.from(JSON.stringify({ engine: DOUBLE_NAME }));
  const event = { id: randomUUID(), type: '$started', isJson: true, data, metadata: Buffer.of() };
  await desk.append({ stream: '$double', expected: 'any', events: [event] });
}

function endings(of: {
  readonly server: Server;
  readonly listener: Listener;
  readonly store: EventStore;
  readonly faults: Faults;
  readonly life: AbortController;
}): Pick<EventStoreDbDouble, 'stop' | 'kill'> {
  const { server, listener, store, faults, life } = of;
  const kill = async (): Promise<void> => {
    life.abort();
    await listener.cut();
    server.forceShutdown();
    await store.close();
    // Clients in this process learn of it in the turns to come, as they would of a real end.
    await sleep(NEWS_MS);
  };
  const stop = async (): Promise<void> => {
    listener.close();
    faults.endSubscriptions(13);
    await answeredOrLate(server);
    await kill();
  };
  return { stop, kill };
}

function answeredOrLate(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, STOP_GRACE_MS);
    server.tryShutdown(() => {
      clearTimeout(late);
      resolve();
    });
  });
}
