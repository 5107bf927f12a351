import {
  LeaseLost,
  StaleWrite,
  type CollectionSpec,
  type DocumentWrite,
  type Lease,
  type LogMark,
  type StoredDocument,
  type WriteBatch,
} from '@tamani/ports';

interface HeldLease extends Lease {
  readonly expiresAtMs: number;
}

/** What a read store holds, in maps; a batch is all or nothing. */
export class ReadStoreModel {
  readonly specs = new Map<string, CollectionSpec>();
  readonly checkpoints = new Map<string, LogMark>();
  log = '';
  readonly leases = new Map<string, HeldLease>();
  private readonly documents = new Map<string, Map<string, StoredDocument>>();

  ensure(spec: CollectionSpec): void {
    this.specs.set(spec.name, spec);
    if (!this.documents.has(spec.name)) this.documents.set(spec.name, new Map());
  }

  drop(collection: string): void {
    this.specs.delete(collection);
    this.documents.delete(collection);
  }

  of(collection: string): Map<string, StoredDocument> {
    return this.documents.get(collection) ?? new Map();
  }

  commit({ writes, checkpoint }: WriteBatch): void {
    if (checkpoint?.lease && !this.isCurrent(checkpoint.lease))
      throw new LeaseLost(`${checkpoint.lease.name}: epoch ${checkpoint.lease.epoch} is over`);
    const staged = new Map<string, StoredDocument>();
    for (const write of writes) this.stage(staged, write);
    for (const [place, document] of staged)
      this.of(place.slice(0, place.indexOf('\n'))).set(document.key, document);
    if (!checkpoint) return;
    const { name, position, mark = { log: '', event: '' } } = checkpoint;
    this.checkpoints.set(name, { ...mark, position });
  }

  isCurrent({ name, owner, epoch }: Lease): boolean {
    const held = this.leases.get(name);
    return held?.owner === owner && held.epoch === epoch;
  }

  private stage(staged: Map<string, StoredDocument>, write: DocumentWrite): void {
    const { collection, key, doc, position, expected } = write;
    const place = `${collection}\n${key}`;
    const known = staged.get(place) ?? this.of(collection).get(key);
    if (known?.position !== expected)
      throw new StaleWrite(
        `${collection}/${key} is not at ${expected ?? 'its beginning'} any more`,
      );
    staged.set(place, { key, doc, position });
  }
}
