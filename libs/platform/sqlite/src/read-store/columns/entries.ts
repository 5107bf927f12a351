import { prepareRows, type Database, type Statement } from '../../database/database.js';
import { columnOf, tableOf } from '../collection-table.js';
import { entryOf } from './cells.js';

export const entriesTable = (collection: string): string => `entries_${collection}`;
export const mergedTable = (collection: string): string => `merged_${collection}`;

/** A merge begins with this many rows: the more, the fewer pages are written for each. */
const MERGE_AT = 131_072;
const OFFSET_BITS = 18n;
const OFFSET_MASK = (1n << OFFSET_BITS) - 1n;
/** Rows read, and entries written, along with one commit: bounds the pause. */
const GATHER = 4_096;
const SLICE = 512;
/** Entries more for each row of the commit: a merge is faster than what comes in. */
const SLICE_PER_ROW = 32;

/** The merge of one field at a time, of the rows after `from` up to `to`. */
interface Round {
  readonly from: number;
  readonly to: number;
  field: number;
  /** Value and offset of the row in one number, so that sorting them is fast. */
  packed: BigUint64Array;
  gathered: number;
  readUpTo: number;
  /** The next to be written; undefined while they are being read. */
  next: number | undefined;
}

/**
 * Which rows have which value, for the rows up to `merged`; those after it are scanned, for they
 * are narrow. Values are merged in sorted slices along with commits, as in the index of streams
 * (stream-index.ts): a random insert for each row would write a page for each.
 */
export class Entries {
  private upTo: number | undefined;
  private round: Round | undefined;
  private readonly selectMerged: Statement;
  private readonly setMerged: Statement;
  private readonly insert: Statement;
  private readonly gatherers: readonly Statement[];

  /** Fields that are found by their values; their place is their number in the table. */
  readonly fields: readonly string[];
  private readonly mergeAt: number;

  constructor(
    db: Database,
    collection: string,
    options: { readonly fields: readonly string[]; readonly mergeAt?: number | undefined },
  ) {
    this.fields = options.fields;
    this.mergeAt = options.mergeAt ?? MERGE_AT;
    const merged = mergedTable(collection);
    this.selectMerged = prepareRows(db, `SELECT up_to FROM ${merged}`);
    this.setMerged = db.prepare(`UPDATE ${merged} SET up_to = ?`);
    this.insert = db.prepare(`INSERT OR IGNORE INTO ${entriesTable(collection)} VALUES (?, ?, ?)`);
    this.gatherers = this.fields.map((field) =>
      prepareRows(
        db,
        `SELECT position, ${columnOf(field)} FROM ${tableOf(collection)} ` +
          `WHERE position > ? AND position <= ? ORDER BY position LIMIT ${GATHER}`,
      ),
    );
  }

  /** Rows up to here are found by their entries. */
  get merged(): number {
    this.upTo ??= (this.selectMerged.get() as unknown as [number])[0];
    return this.upTo;
  }

  /** Goes on with a merge, inside the caller's transaction, which has `added` rows up to `head`. */
  step(head: number, added: number): void {
    if (!this.round && head - this.merged >= this.mergeAt) this.round = this.begun(head);
    const { round } = this;
    if (!round) return;
    if (round.next === undefined) this.gather(round);
    else this.write(round, round.next, SLICE + SLICE_PER_ROW * added);
  }

  /** After a rollback the merge begins again: an entry that is there twice is there once. */
  forget(): void {
    this.round = undefined;
    this.upTo = undefined;
  }

  private begun(head: number): Round {
    // Positions may have gaps, but no row is beyond what its offset can say.
    const from = this.merged;
    const to = Math.min(head, from + Number(OFFSET_MASK));
    const packed = new BigUint64Array(to - from);
    return { from, to, field: 0, packed, gathered: 0, readUpTo: from, next: undefined };
  }

  private gather(round: Round): void {
    const rows = this.gatherers[round.field]?.all(round.readUpTo, round.to) ?? [];
    for (const [position, cell] of rows as unknown as [number, number | string | Uint8Array][]) {
      const offset = BigInt(position - round.from);
      round.packed[round.gathered] = (BigInt(entryOf(cell)) << OFFSET_BITS) | offset;
      round.gathered += 1;
      round.readUpTo = position;
    }
    if (rows.length === GATHER) return;
    round.packed.subarray(0, round.gathered).sort();
    round.next = 0;
  }

  private write(round: Round, next: number, slice: number): void {
    const end = Math.min(next + slice, round.gathered);
    for (const packed of round.packed.subarray(next, end)) {
      const position = round.from + Number(packed & OFFSET_MASK);
      this.insert.run(round.field, Number(packed >> OFFSET_BITS), position);
    }
    round.next = end;
    if (end === round.gathered) this.nextField(round);
  }

  private nextField(round: Round): void {
    round.field += 1;
    Object.assign(round, { gathered: 0, readUpTo: round.from, next: undefined });
    if (round.field < this.fields.length) return;
    this.setMerged.run(round.to);
    this.upTo = round.to;
    this.round = undefined;
  }
}
