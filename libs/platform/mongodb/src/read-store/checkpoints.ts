import type { WriteBatch } from '@tamani/ports';
import type { mongo } from 'mongoose';
import type { MongoServer } from '../server/mongo-server.js';
import { leaseLost, type MongoLeases } from './leases.js';
import { META, type CheckpointForm } from './stored-forms.js';

export type Checkpoint = NonNullable<WriteBatch['checkpoint']>;

/** How far each projection has come. */
export class Checkpoints {
  private readonly documents: mongo.Collection<CheckpointForm>;

  constructor(
    private readonly server: MongoServer,
    private readonly leases: MongoLeases,
  ) {
    this.documents = server.collection<CheckpointForm>(META.checkpoints);
  }

  async read(name: string): Promise<bigint | undefined> {
    const { maxTimeMS } = this.server;
    const form = await this.server.read(() => this.documents.findOne({ _id: name }, { maxTimeMS }));
    return form?.position;
  }

  async delete(name: string): Promise<void> {
    await this.server.write(() => this.documents.deleteOne({ _id: name }));
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

  private async update({ name, position, lease }: Checkpoint): Promise<boolean> {
    const epoch = lease && BigInt(lease.epoch);
    const filter = epoch === undefined ? { _id: name } : { _id: name, epoch: { $lte: epoch } };
    const set = epoch === undefined ? { position } : { position, epoch };
    const changed = await this.server.write(() => this.documents.updateOne(filter, { $set: set }));
    return changed.matchedCount === 1;
  }

  private insert({ name, position, lease }: Checkpoint): Promise<boolean> {
    const form = { _id: name, position, epoch: BigInt(lease?.epoch ?? 0) };
    return this.server.insert(() => this.documents.insertOne(form));
  }
}
