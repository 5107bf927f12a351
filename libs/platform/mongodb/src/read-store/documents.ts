import {
  documentOfText,
  OutcomeUnknown,
  StoreCorrupt,
  StoreUnavailable,
  type StoredDocument,
  type WriteBatch,
} from '@tamani/ports';
import type { mongo } from 'mongoose';
import type { MongoServer } from '../server/mongo-server.js';
import type { Collections } from './collections.js';
import { chunked, staged, staleWrite, type StagedWrite } from './staged-writes.js';
import { formChecksum, type DocumentForm } from './stored-forms.js';

/** So few keys are asked for one by one: a compatible server has an index for that alone. */
const FEW_KEYS = 8;

/** Loads and writes documents by their keys. */
export class Documents {
  constructor(
    private readonly server: MongoServer,
    private readonly collections: Collections,
  ) {}

  async load(
    collection: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredDocument>> {
    await this.collections.spec(collection);
    const wanted = [...new Set(keys)];
    const filters =
      wanted.length <= FEW_KEYS
        ? wanted.map((key) => ({ _id: key }))
        : [{ _id: { $in: wanted } } satisfies mongo.Filter<DocumentForm>];
    const forms = await Promise.all(filters.map((filter) => this.found(collection, filter)));
    return new Map(forms.flat().map((form) => [form._id, documentOf(collection, form)]));
  }

  /** Everything is checked before anything is sent. */
  async stage({ writes }: WriteBatch): Promise<ReadonlyMap<string, readonly StagedWrite[]>> {
    const all = new Map<string, readonly StagedWrite[]>();
    for (const name of new Set(writes.map(({ collection }) => collection))) {
      const own = writes.filter(({ collection }) => collection === name);
      all.set(name, staged(await this.collections.spec(name), own));
    }
    return all;
  }

  /**
   * Writes documents, each on condition of its position, in commands of many. Throws StaleWrite
   * when one was not written; the others may be.
   */
  async write(batch: ReadonlyMap<string, readonly StagedWrite[]>): Promise<void> {
    let sent = 0;
    try {
      for (const [name, writes] of batch) {
        const isNew = (write: StagedWrite): boolean => write.expected === undefined;
        for (const chunk of chunked(writes.filter(isNew))) sent += await this.insert(name, chunk);
        const replacing = writes.filter((write) => !isNew(write));
        for (const chunk of chunked(replacing, this.server.mostReplaced))
          sent += await this.replace(name, chunk);
      }
    } catch (error) {
      throw sent > 0 ? halfWritten(error) : error;
    }
  }

  private async insert(name: string, chunk: readonly StagedWrite[]): Promise<number> {
    const forms = chunk.map(({ form }) => form);
    const documents = this.collections.documents(name);
    const isWritten = await this.server.insert(() =>
      documents.insertMany(forms, { ordered: false }),
    );
    if (!isWritten) throw staleWrite(name, chunk);
    return chunk.length;
  }

  private async replace(name: string, chunk: readonly StagedWrite[]): Promise<number> {
    const operations = chunk.map(({ form, expected }) => ({
      replaceOne: { filter: { _id: form._id, position: expected }, replacement: form },
    }));
    const documents = this.collections.documents(name);
    const { matchedCount } = await this.server.write(() =>
      documents.bulkWrite(operations, { ordered: false }),
    );
    if (matchedCount !== chunk.length) throw staleWrite(name, chunk);
    return chunk.length;
  }

  private found(name: string, filter: mongo.Filter<DocumentForm>): Promise<DocumentForm[]> {
    const { maxTimeMS } = this.server;
    return this.server.read(() =>
      this.collections.documents(name).find(filter, { maxTimeMS }).toArray(),
    );
  }
}

/** A document of what is stored, its checksum verified: altered bytes are never served. */
export function documentOf(collection: string, form: DocumentForm): StoredDocument {
  const { _id: key, position, doc, checksum } = form;
  if (formChecksum(collection, form) !== BigInt(checksum ?? -1))
    throw new StoreCorrupt(`${collection}/${key} does not have its checksum`);
  return { key, position, doc: documentOfText(collection, key, doc) };
}

/** "Nothing was written" would not be true of a batch whose beginning was. */
export const halfWritten = (error: unknown): unknown =>
  error instanceof StoreUnavailable ? new OutcomeUnknown(`half written: ${error.message}`) : error;
