import {
  checkCollectionName,
  checkSameFields,
  checkSpec,
  StoreMisuse,
  StoreUnavailable,
  type CollectionSpec,
} from '@tamani/ports';
import type { mongo } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isIndexGone, isThereAlready } from '../server/mongo-errors.js';
import type { MongoServer } from '../server/mongo-server.js';
import type { MongoLeases } from './leases.js';
import { META, pathOf, type CollectionForm, type DocumentForm } from './stored-forms.js';

const MAKING_MS = 10_000;
const PATIENCE_MS = 60_000;
const POLL_MS = 50;
/** The server's own index on the keys. */
const KEY_INDEX = '_id_';

/** The collections of a database, their declarations and indexes. */
export class Collections {
  private readonly specs = new Map<string, CollectionSpec>();
  private readonly stored: mongo.Collection<CollectionForm>;

  constructor(
    private readonly server: MongoServer,
    private readonly leases: MongoLeases,
  ) {
    this.stored = server.collection<CollectionForm>(META.collections);
  }

  async names(): Promise<readonly string[]> {
    const { maxTimeMS } = this.server;
    const forms = await this.server.read(() =>
      this.stored.find({}, { maxTimeMS }).sort({ _id: 1 }).toArray(),
    );
    return forms.map(({ _id }) => _id);
  }

  documents(name: string): mongo.Collection<DocumentForm> {
    return this.server.collection<DocumentForm>(name);
  }

  /** The declaration of a collection. Throws StoreMisuse when it has not been made. */
  async spec(name: string): Promise<CollectionSpec> {
    const spec = this.specs.get(name) ?? (await this.readSpec(name));
    if (!spec) throw new StoreMisuse(`no collection ${name}: ensure it first`);
    this.specs.set(name, spec);
    return spec;
  }

  /** Makes the collection, or brings its indexes up to date. */
  async ensure(spec: CollectionSpec): Promise<void> {
    checkSpec(spec);
    if (!(await this.isMade(spec))) await this.underLease(spec.name, () => this.make(spec));
    this.specs.set(spec.name, spec);
  }

  /**
   * Drops it; whoever still writes documents to it in another process would make it again. Its
   * declaration goes last, so that documents left behind by a crash are never taken for new ones.
   */
  async drop(name: string): Promise<void> {
    checkCollectionName(name);
    this.specs.delete(name);
    await this.server.write(() => this.documents(name).drop());
    await this.server.write(() => this.stored.deleteOne({ _id: name }));
  }

  /** It is there as declared. Throws StoreMisuse when it is there with other fields. */
  private async isMade(spec: CollectionSpec): Promise<boolean> {
    const stored = await this.readSpec(spec.name);
    if (stored) checkSameFields(stored, spec);
    return JSON.stringify(stored?.indexes) === JSON.stringify(spec.indexes);
  }

  private async readSpec(name: string): Promise<CollectionSpec | undefined> {
    const { maxTimeMS } = this.server;
    const form = await this.server.read(() => this.stored.findOne({ _id: name }, { maxTimeMS }));
    return form ? (JSON.parse(form.spec) as CollectionSpec) : undefined;
  }

  /** The declaration is written last: what a crash leaves half made is made again. */
  private async make(spec: CollectionSpec): Promise<void> {
    if (await this.isMade(spec)) return;
    await this.server.write(() => this.server.create(spec.name).catch(unless(isThereAlready)));
    await this.makeIndexes(spec);
    const { name, fields, indexes, columns } = spec;
    const text = JSON.stringify({ name, fields, indexes, columns });
    await this.server.write(() =>
      this.stored.replaceOne({ _id: name }, { spec: text }, { upsert: true }),
    );
  }

  /**
   * The key is the last field of each index: pages sorted by a field then come in its order. Only
   * what is missing is made: a compatible server ends the connection over an index it has.
   */
  private async makeIndexes({ name, indexes }: CollectionSpec): Promise<void> {
    const documents = this.documents(name);
    const wanted = new Map(indexes.map((index) => [index.join('__'), index]));
    const listed = await this.server.read(() => documents.listIndexes().toArray());
    const there = new Set(listed.map((index) => String(index['name'])));
    for (const index of there)
      if (index !== KEY_INDEX && !wanted.has(index))
        await this.server.write(() => documents.dropIndex(index).catch(unless(isIndexGone)));
    const missing = [...wanted].filter(([index]) => !there.has(index));
    if (missing.length === 0) return;
    const made = missing.map(([index, fields]) => ({ name: index, key: keyOf(fields) }));
    await this.server.write(() => documents.createIndexes(made));
  }

  /** One process at a time makes a collection; the others wait and find it made. */
  private async underLease(collection: string, work: () => Promise<void>): Promise<void> {
    const [name, owner] = [`ensure.${collection}`, randomUUID()];
    const deadline = performance.now() + PATIENCE_MS;
    let lease = await this.leases.acquire(name, owner, MAKING_MS);
    while (!lease) {
      if (performance.now() > deadline)
        throw new StoreUnavailable(`${collection} is being made by another process, for long`);
      await pause(POLL_MS);
      lease = await this.leases.acquire(name, owner, MAKING_MS);
    }
    try {
      await work();
    } finally {
      await this.leases.release(lease);
    }
  }
}

const keyOf = (fields: readonly string[]): Record<string, 1> =>
  Object.fromEntries([...fields.map(pathOf), '_id'].map((path) => [path, 1]));

/** What was to be done is done already. */
const unless =
  (isDone: (error: unknown) => boolean) =>
  (error: unknown): undefined => {
    if (!isDone(error)) throw error;
  };
