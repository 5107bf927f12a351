import {
  checkBatch,
  checkFind,
  checkKeys,
  checkSum,
  cursorOf,
  placeOf,
  type CollectionSpec,
  type FindPage,
  type FindQuery,
  type Leases,
  type ReadStore,
  type SavedMark,
  type StoredDocument,
  type SumQuery,
  type SumRow,
  type WriteBatch,
} from '@tamani/ports';
import { connect, type MongoServer, type MongoServerOptions } from '../server/mongo-server.js';
import { Checkpoints } from './checkpoints.js';
import { Collections } from './collections.js';
import { documentOf, Documents, halfWritten } from './documents.js';
import { allOf, filtersAfter, orderOf, whereFilters, type DocumentFilter } from './filters.js';
import { MongoLeases, type LeaseClocks } from './leases.js';
import { META, scalarOf, type DocumentForm } from './stored-forms.js';
import { Sums } from './sums.js';

export type MongoReadStoreOptions = MongoServerOptions & Partial<LeaseClocks>;

/**
 * Opens the read models of a MongoDB database. Nobody's lease is freed by it: other processes are
 * at work. Throws StoreUnavailable when no server answers in time, StoreMisuse (address, rights).
 */
export async function openMongoReadStore(options: MongoReadStoreOptions): Promise<MongoReadStore> {
  return new MongoReadStore(await connect(options), options);
}

/**
 * The read store on MongoDB: single-document conditions and no transactions, so it holds on a
 * standalone server, a sharded cluster and compatible servers alike. A batch that was torn is
 * folded and written again by whoever reads the log; each document knows what it has applied.
 */
export class MongoReadStore implements ReadStore {
  readonly engine: string;
  readonly place: string;
  readonly leases: Leases;
  private readonly collectionsOf: Collections;
  private readonly documents: Documents;
  private readonly checkpoints: Checkpoints;
  private readonly sums: Sums;

  constructor(
    private readonly server: MongoServer,
    clocks: Partial<LeaseClocks> = {},
  ) {
    const { nowMs = Date.now, monotonicMs = () => performance.now() } = clocks;
    const leases = new MongoLeases(server, { nowMs, monotonicMs });
    this.engine = server.engine;
    this.place = server.place;
    this.leases = leases;
    this.collectionsOf = new Collections(server, leases);
    this.documents = new Documents(server, this.collectionsOf);
    this.checkpoints = new Checkpoints(server, leases);
    this.sums = new Sums(server);
  }

  ensure(collection: CollectionSpec): Promise<void> {
    return this.collectionsOf.ensure(collection);
  }

  drop(collection: string): Promise<void> {
    return this.collectionsOf.drop(collection);
  }

  collections(): Promise<readonly string[]> {
    return this.collectionsOf.names();
  }

  async load(
    collection: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredDocument>> {
    checkKeys(keys);
    return this.documents.load(collection, keys);
  }

  async commit(batch: WriteBatch): Promise<void> {
    checkBatch(batch);
    const staged = await this.documents.stage(batch);
    await this.documents.write(staged);
    if (!batch.checkpoint) return;
    try {
      await this.checkpoints.save(batch.checkpoint);
    } catch (error) {
      throw staged.size > 0 ? halfWritten(error) : error;
    }
  }

  checkpoint(name: string): Promise<bigint | undefined> {
    return this.checkpoints.read(name);
  }

  deleteCheckpoint(name: string): Promise<void> {
    return this.checkpoints.delete(name);
  }

  marks(): Promise<readonly SavedMark[]> {
    return this.checkpoints.marks();
  }

  keepLog(log: string): Promise<string> {
    return this.checkpoints.keepLog(log);
  }

  /** Drops everything but the leases: documents, declarations, checkpoints, the log's id. */
  erase(): Promise<void> {
    return this.server.eraseBut(META.leases);
  }

  async get(collection: string, key: string): Promise<StoredDocument | undefined> {
    return (await this.documents.load(collection, [key])).get(key);
  }

  async find(collection: string, query: FindQuery): Promise<FindPage> {
    const spec = await this.collectionsOf.spec(collection);
    checkFind(spec, query);
    const { where, sort, limit, cursor } = query;
    const place = cursor === undefined ? undefined : placeOf(spec, query, cursor);
    const conditions = whereFilters(spec, where);
    const forms: DocumentForm[] = [];
    for (const part of filtersAfter(sort, place)) {
      const asked = { sort: orderOf(sort), limit: limit + 1 - forms.length };
      if (asked.limit > 0)
        forms.push(...(await this.found(collection, allOf([...conditions, part]), asked)));
    }
    const page = forms.slice(0, limit);
    const documents = page.map((form) => documentOf(collection, form));
    const last = page.at(-1);
    if (forms.length <= limit || !last) return { documents, nextCursor: null };
    const value = sort ? scalarOf(last.f[sort.field]) : null;
    return { documents, nextCursor: cursorOf(spec, query, { key: last._id, value }) };
  }

  private found(
    collection: string,
    filter: DocumentFilter,
    options: { readonly sort: ReturnType<typeof orderOf>; readonly limit: number },
  ): Promise<DocumentForm[]> {
    const { maxTimeMS } = this.server;
    return this.server.read(() =>
      this.collectionsOf
        .documents(collection)
        .find(filter, { maxTimeMS, ...options })
        .toArray(),
    );
  }

  async sum(collection: string, query: SumQuery): Promise<readonly SumRow[]> {
    const spec = await this.collectionsOf.spec(collection);
    checkSum(spec, query);
    const { where, groupBy, sums } = query;
    const filter = allOf(whereFilters(spec, where));
    const documents = this.collectionsOf.documents(collection);
    return this.sums.of({ spec, documents, filter, groupBy, sums });
  }

  counters(): Readonly<Record<string, number>> {
    return this.server.counters();
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
