import {
  checkColumnFind,
  InvalidCursor,
  StoreUnavailable,
  type CollectionSpec,
  type FindPage,
  type FindQuery,
  type JsonObject,
  type Lease,
  type Leases,
  type ReadStore,
  type SavedMark,
  type StoredDocument,
  type SumQuery,
  type SumRow,
  type WriteBatch,
} from '@tamani/ports';
import { createHash } from 'node:crypto';
import { must } from './checks.js';
import { fieldsOf, found, scalarOf, summed, typeOf } from './query.model.js';
import { ReadStoreModel } from './read-store.model.js';

export interface MemoryReadStoreOptions {
  /** What a closed store held, to have it "opened again". */
  readonly model?: ReadStoreModel;
  /** Clock of the leases, in milliseconds; the system's by default. */
  readonly nowMs?: () => number;
}

/** The read store in memory, for fast tests of the runtime. */
export const memoryReadStore = (options: MemoryReadStoreOptions = {}): ReadStore =>
  new MemoryReadStore(options);

const NAME = /^[a-z][a-z0-9_]{0,99}$/;
const TYPES = { text: 'string', integer: 'number', boolean: 'boolean' } as const;

class MemoryReadStore implements ReadStore {
  readonly engine = 'memory';
  readonly leases: Leases;
  private readonly model: ReadStoreModel;
  private isClosed = false;

  constructor({ model = new ReadStoreModel(), nowMs = Date.now }: MemoryReadStoreOptions) {
    this.model = model;
    this.leases = leasesOf(model, nowMs);
  }

  async ensure(spec: CollectionSpec): Promise<void> {
    must(NAME.test(spec.name), `no name of a collection: ${spec.name}`);
    for (const field of spec.indexes.flat())
      must(typeOf(spec, field) !== undefined, `an index on a field not declared: ${field}`);
    this.open().ensure(spec);
  }

  async drop(collection: string): Promise<void> {
    this.open().drop(collection);
  }

  async collections(): Promise<readonly string[]> {
    return [...this.open().specs.keys()].sort();
  }

  async load(
    collection: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredDocument>> {
    this.spec(collection);
    const documents = this.model.of(collection);
    const there = keys.flatMap((key) => documents.get(key) ?? []);
    return new Map(there.map((document) => [document.key, copyOf(document)]));
  }

  async commit({ writes, checkpoint }: WriteBatch): Promise<void> {
    for (const { collection, key, doc } of writes) {
      const spec = this.spec(collection);
      must(key !== '', `${collection}: a document without a key`);
      for (const [field, type] of Object.entries(spec.fields)) {
        const value = doc[field] ?? null;
        const fits =
          typeof value === TYPES[type] && (type !== 'integer' || Number.isSafeInteger(value));
        must(value === null || fits, `${collection}.${field} is ${type}, not ${String(value)}`);
      }
    }
    this.open().commit({
      writes: writes.map((write) => ({ ...write, doc: jsonOf(write.doc) })),
      checkpoint,
    });
  }

  async checkpoint(name: string): Promise<bigint | undefined> {
    return this.open().checkpoints.get(name)?.position;
  }

  async deleteCheckpoint(name: string): Promise<void> {
    this.open().checkpoints.delete(name);
  }

  async marks(): Promise<readonly SavedMark[]> {
    const all = [...this.open().checkpoints].sort(([one], [other]) => (one < other ? -1 : 1));
    return all.map(([name, mark]) => ({ name, mark }));
  }

  async keepLog(log: string): Promise<string> {
    const model = this.open();
    model.log ||= log;
    return model.log;
  }

  async get(collection: string, key: string): Promise<StoredDocument | undefined> {
    return (await this.load(collection, [key])).get(key);
  }

  async find(collection: string, query: FindQuery): Promise<FindPage> {
    const { limit, cursor } = query;
    must(Number.isInteger(limit) && limit >= 1 && limit <= 1_000, `limit ${limit}`);
    this.checkFields(collection, query);
    const spec = this.spec(collection);
    if (spec.columns) checkColumnFind(spec, query);
    const all = found(this.model.of(collection).values(), query);
    const rest = cursor === undefined ? all : this.after(collection, query, cursor);
    const documents = rest.slice(0, limit).map(copyOf);
    const last = documents.at(-1);
    const nextCursor = rest.length > limit && last ? cursorOf(collection, query, last) : null;
    return { documents, nextCursor };
  }

  async sum(collection: string, query: SumQuery): Promise<readonly SumRow[]> {
    this.checkFields(collection, query);
    must(!this.spec(collection).columns, `${collection} is in columns: it has no sums`);
    for (const field of query.sums)
      must(typeOf(this.spec(collection), field) === 'integer', `${field} has no sum`);
    return summed(this.model.of(collection).values(), query);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  /** What comes after the cursor's place, whether or not that document is still there. */
  private after(collection: string, query: FindQuery, cursor: string): StoredDocument[] {
    const place = placeOf(collection, query, cursor);
    const others = [...this.model.of(collection).values()].filter(({ key }) => key !== place.key);
    const ordered = found([...others, place], { sort: query.sort });
    const rest = ordered.slice(ordered.indexOf(place) + 1);
    return found(rest, query);
  }

  private checkFields(collection: string, query: Partial<FindQuery & SumQuery>): void {
    const spec = this.spec(collection);
    for (const field of fieldsOf(query))
      must(typeOf(spec, field) !== undefined, `${collection} has no field ${field}`);
    for (const { op, field } of query.where ?? [])
      must(
        op !== 'contains' || typeOf(spec, field) === 'text',
        `${collection}.${field} is no text`,
      );
  }

  private spec(collection: string): CollectionSpec {
    const spec = this.open().specs.get(collection);
    must(spec !== undefined, `no collection ${collection}: ensure it first`);
    return spec as CollectionSpec;
  }

  private open(): ReadStoreModel {
    if (this.isClosed) throw new StoreUnavailable('the read store is closed');
    return this.model;
  }
}

const jsonOf = (doc: JsonObject): JsonObject => JSON.parse(JSON.stringify(doc)) as JsonObject;
const copyOf = (document: StoredDocument): StoredDocument => ({
  ...document,
  doc: jsonOf(document.doc),
});

const sealOf = (collection: string, { where = [], sort }: FindQuery, body: string): string =>
  createHash('sha256')
    .update(JSON.stringify([collection, where, sort ?? null, body]))
    .digest('base64url')
    .slice(0, 22);

function cursorOf(collection: string, query: FindQuery, last: StoredDocument): string {
  const { sort } = query;
  const doc = sort ? { [sort.field]: scalarOf(last, sort.field) } : {};
  const body = Buffer.from(JSON.stringify({ key: last.key, doc })).toString('base64url');
  return `${body}.${sealOf(collection, query, body)}`;
}

function placeOf(collection: string, query: FindQuery, cursor: string): StoredDocument {
  const [body = '', seal] = cursor.split('.');
  if (seal !== sealOf(collection, query, body))
    throw new InvalidCursor(`${collection}: this query did not make this cursor`);
  const place = JSON.parse(Buffer.from(body, 'base64url').toString()) as StoredDocument;
  return { ...place, position: 0n };
}

/** A lease that nobody holds is kept, so that its epoch goes on growing. */
function leasesOf(model: ReadStoreModel, nowMs: () => number): Leases {
  const { leases } = model;
  return {
    async acquire(name, owner, ttlMs) {
      must(name !== '' && owner !== '' && ttlMs > 0, 'a lease has a name, an owner and a time');
      const held = leases.get(name);
      const live = held !== undefined && held.owner !== '' && held.expiresAtMs > nowMs();
      if (live && held.owner !== owner) return undefined;
      const lease: Lease = { name, owner, epoch: live ? held.epoch : (held?.epoch ?? 0) + 1 };
      leases.set(name, { ...lease, expiresAtMs: nowMs() + ttlMs });
      return lease;
    },
    async renew(lease, ttlMs) {
      if (!model.isCurrent(lease)) return false;
      leases.set(lease.name, { ...lease, expiresAtMs: nowMs() + ttlMs });
      return true;
    },
    async release(lease) {
      if (model.isCurrent(lease)) leases.set(lease.name, { ...lease, owner: '', expiresAtMs: 0 });
    },
  };
}
