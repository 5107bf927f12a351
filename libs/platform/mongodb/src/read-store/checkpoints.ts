import type { SavedMark, WriteBatch } from '@tamani/ports';
import type { mongo } from 'mongoose';
import type { MongoServer } from '../server/mongo-server.js';
import { leaseLost, type MongoLeases } from './leases.js';
import { META, type CheckpointForm, type LogForm } from './stored-forms.js';

export type Checkpoint = NonNullable<WriteBatch['checkpoint']>;

const THE_LOG = 'log';
const UNMARKED = { log: '', event: '' };

/** How far each projection has come, and of which log. */
export class Checkpoints {
  private readonly documents: mongo.Collection<CheckpointForm>;
  private readonly logs: mongo.Collection<LogForm>;

  constructor(
    private readonly server: MongoServer,
    private readonly leases: MongoLeases,
  ) {
    this.documents = server.collection<CheckpointForm>(META.checkpoints);
    this.logs = server.collection<LogForm>(META.log);
  }

  async read(name: string): Promise<bigint | undefined> {
    const { maxTimeMS } = this.server;
    const form = await this.server.read(() => this.documents.findOne({ _id: name }, { maxTimeMS }));
    return form?.position;
  }

  async delete(name: string): Promise<void> {
    await this.server.write(() => this.documents.deleteOne({ _id: name }));
  }

  /** All of them, in the order of their names. */
  async marks(): Promise<readonly SavedMark[]> {
    const { maxTimeMS } = this.server;
    const forms = await this.server.read(() =>
      this.documents.find({}, { maxTimeMS }).sort({ _id: 1 }).toArray(),
    );
    return forms.map(({ _id: name, position, log, event }) => ({
      name,
      mark: { log, position, event },
    }));
  }

  /** Keeps the id of the log, unless there is one; answers the one that there is. */
  async keepLog(log: string): Promise<string> {
    const { maxTimeMS } = this.server;
    const find = () => this.server.read(() => this.logs.findOne({ _id: THE_LOG }, { maxTimeMS }));
    const kept = await find();
    if (kept) return kept.log;
    await this.server.insert(() => this.logs.insertOne({ _id: THE_LOG, log }));
    return (await find())?.log ?? log;
  }

  /**
   * Saves it. Throws LeaseLost of a lease that is over, and of an epoch below one that has saved.
   * The lease is looked at first and may go in between: then this saves a position behind which
   * every document is written, until the new owner saves its own; and never after that.
   */
  async save(checkpoint: Checkpoint): Promise<void> {
    const { lease } = checkpoint;
    if (lease) await this.leases.check(lease);
    // Another may have made the document in between.
    const saved =
      (await this.update(checkpoint)) ||
      (await this.insert(checkpoint)) ||
      (await this.update(checkpoint));
    if (!saved && lease) throw leaseLost(lease);
  }

  private async update({ name, position, lease, mark }: Checkpoint): Promise<boolean> {
    const epoch = lease && BigInt(lease.epoch);
    const filter = epoch === undefined ? { _id: name } : { _id: name, epoch: { $lte: epoch } };
    const at = { position, ...(mark ?? UNMARKED) };
    const set = epoch === undefined ? at : { ...at, epoch };
    const changed = await this.server.write(() => this.documents.updateOne(filter, { $set: set }));
    return changed.matchedCount === 1;
  }

  private insert({ name, position, lease, mark }: Checkpoint): Promise<boolean> {
    const epoch = BigInt(lease?.epoch ?? 0);
    const form = { _id: name, position, ...(mark ?? UNMARKED), epoch };
    return this.server.insert(() => this.documents.insertOne(form));
  }
}
