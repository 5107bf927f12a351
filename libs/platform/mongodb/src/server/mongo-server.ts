import { OutcomeUnknown, StoreMisuse, StoreUnavailable } from '@tamani/ports';
import { createConnection, mongo, type Connection } from 'mongoose';
import { repairDriver } from './driver-repair.js';
import { isDuplicateKey, mistakeOf, readError, writeError } from './mongo-errors.js';

export interface MongoServerOptions {
  /**
   * `mongodb://host:port/?replicaSet=…`. Its `maxPoolSize` holds; what it says of write and read
   * concern and of times is overruled.
   */
  readonly url: string;
  /** Name of the database; '' is `tamani`. */
  readonly namespace: string;
  /** How long to look for a server that takes the call. */
  readonly selectionTimeoutMs?: number;
  /** A call is given up after this long without an answer. */
  readonly operationTimeoutMs?: number;
}

/** Not more than MongoDB takes as the name of a database on every platform. */
const NAMESPACE = /^[A-Za-z0-9_-]{0,38}$/;
/** Concurrent calls, unless the URL says how many. */
const MAX_POOL_SIZE = 20;
const SELECTION_TIMEOUT_MS = 5_000;
const OPERATION_TIMEOUT_MS = 30_000;
/**
 * FerretDB 1.24 keeps a connection to its file for each replacement until the command ends, has a
 * hundred of them, and waits for another without a limit: a hundred replacements in one command,
 * or in a few at the same time, stand still for ever, and everything else with them.
 */
const MOST_REPLACED_BY_FERRETDB = 5;
/** Of a call's time, what the server may use: its own answer comes before ours. */
const SERVER_SHARE = 0.8;

/** Connects. Throws StoreUnavailable without an answer, StoreMisuse for a bad address. */
export async function connect(options: MongoServerOptions): Promise<MongoServer> {
  const { url, namespace } = options;
  if (!NAMESPACE.test(namespace)) throw new StoreMisuse(`no name of a database: ${namespace}`);
  repairDriver();
  let connection: Connection | undefined;
  try {
    connection = createConnection(url, clientOptions(options));
    await connection.asPromise();
    const admin = connection.getClient().db('admin');
    const [build, hello] = [
      await admin.command({ buildInfo: 1 }),
      await admin.command({ hello: 1 }),
    ];
    return new MongoServer({ connection, options, build, hello });
  } catch (error) {
    await connection?.destroy().catch(() => undefined);
    throw mistakeOf(error) ?? readError(error);
  }
}

const clientOptions = (options: MongoServerOptions) => {
  const selectionMs = options.selectionTimeoutMs ?? SELECTION_TIMEOUT_MS;
  const operationMs = options.operationTimeoutMs ?? OPERATION_TIMEOUT_MS;
  return {
    autoCreate: false,
    autoIndex: false,
    bufferCommands: false,
    serverSelectionTimeoutMS: selectionMs,
    connectTimeoutMS: selectionMs,
    waitQueueTimeoutMS: selectionMs,
    socketTimeoutMS: operationMs,
    ...(/[?&]maxPoolSize=/i.test(options.url) ? {} : { maxPoolSize: MAX_POOL_SIZE }),
    readPreference: 'primary',
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: operationMs * SERVER_SHARE },
    // A write that fails is told: the driver's second try can end in "no server found" although
    // the first one was written. Whoever writes here loads and writes again by itself.
    retryWrites: false,
    retryReads: true,
    // Positions and sums are above 2^53.
    useBigInt64: true,
  } as const;
};

interface Connected {
  readonly connection: Connection;
  readonly options: MongoServerOptions;
  /** Answers of buildInfo and hello. */
  readonly build: mongo.BSON.Document;
  readonly hello: mongo.BSON.Document;
}

/** One connected database: what is done with the driver goes through here. */
export class MongoServer {
  /** `mongodb 8.0.15`, or what stands in for it: `mongodb 7.0.42 (FerretDB)`. */
  readonly engine: string;
  /** The most that the server may take for a read, in milliseconds. */
  readonly maxTimeMS: number;
  /** Documents that one command may replace, where this server has a limit of its own. */
  readonly mostReplaced: number | undefined;
  /** `MongoDB, database tamani`. */
  readonly place: string;
  private readonly db: mongo.Db;
  private readonly pending = new Set<Promise<unknown>>();
  private readonly troubles = { unavailable: 0, unknown_outcomes: 0 };
  private closing: Promise<void> | undefined;

  constructor(private readonly connected: Connected) {
    const { connection, options, build, hello } = connected;
    this.engine = engineOf(build);
    this.mostReplaced = this.engine.includes('FerretDB') ? MOST_REPLACED_BY_FERRETDB : undefined;
    this.maxTimeMS = (options.operationTimeoutMs ?? OPERATION_TIMEOUT_MS) * SERVER_SHARE;
    const name = options.namespace || 'tamani';
    this.place = `MongoDB, database ${name}`;
    this.db = connection.getClient().db(name, readConcernOf(hello));
  }

  collection<T extends mongo.BSON.Document>(name: string): mongo.Collection<T> {
    return this.db.collection<T>(name);
  }

  /** Makes an empty collection. */
  async create(name: string): Promise<void> {
    await this.db.createCollection(name);
  }

  /** Drops the collections of the database, but one. */
  async eraseBut(kept: string): Promise<void> {
    const all = await this.read(() => this.db.listCollections({}, { nameOnly: true }).toArray());
    for (const { name } of all)
      if (name !== kept) await this.write(() => this.db.collection(name).drop());
  }

  /** Runs a read and gives its errors the names of the port. */
  async read<T>(action: () => Promise<T>): Promise<T> {
    return this.watched(action, readError);
  }

  /** Runs one write command and gives its errors the names of the port. */
  async write<T>(action: () => Promise<T>): Promise<T> {
    return this.watched(action, writeError);
  }

  /** Runs an insert; false when a document of it was there already (the others are written). */
  async insert(action: () => Promise<unknown>): Promise<boolean> {
    return this.write(() =>
      action().then(
        () => true,
        (error: unknown) => {
          if (isDuplicateKey(error)) return false;
          throw error;
        },
      ),
    );
  }

  counters(): Readonly<Record<string, number>> {
    return { ...this.troubles };
  }

  /** Calls in progress are settled first. */
  close(): Promise<void> {
    this.closing ??= Promise.allSettled(this.pending).then(() => this.connected.connection.close());
    return this.closing;
  }

  private async watched<T>(
    action: () => Promise<T>,
    rename: (error: unknown) => unknown,
  ): Promise<T> {
    if (this.closing) throw new StoreUnavailable('the read store is closed');
    const running = action();
    this.pending.add(running);
    try {
      return await running;
    } catch (error) {
      const renamed = rename(error);
      if (renamed instanceof StoreUnavailable) this.troubles.unavailable += 1;
      if (renamed instanceof OutcomeUnknown) this.troubles.unknown_outcomes += 1;
      throw renamed;
    } finally {
      this.pending.delete(running);
    }
  }
}

/**
 * Of a replica set or a sharded cluster only what a majority has is read. With `local` a
 * checkpoint could be read that is rolled back at the next failover: the projector would go on
 * behind it, on documents without the events before it, and never notice. A standalone server
 * rolls nothing back, and old ones refuse the level.
 */
const readConcernOf = ({ setName, msg }: mongo.BSON.Document): mongo.DbOptions =>
  setName !== undefined || msg === 'isdbgrid'
    ? { readConcern: new mongo.ReadConcern('majority') }
    : {};

function engineOf({ version, ferretdbVersion, ferretdb }: mongo.BSON.Document): string {
  const other: unknown =
    ferretdbVersion ?? (ferretdb as { version?: unknown } | undefined)?.version;
  if (other === undefined) return `mongodb ${String(version)}`;
  // Embedded as a library it does not know its version.
  const number = other === 'unknown' ? '' : ` ${String(other)}`;
  return `mongodb ${String(version)} (FerretDB${number})`;
}
