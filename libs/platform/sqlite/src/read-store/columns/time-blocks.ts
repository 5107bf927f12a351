import { prepareRows, type Database, type Statement } from '../../database/database.js';

export const blocksTable = (collection: string): string => `blocks_${collection}`;

const BLOCK_BITS = 10;
const BLOCK = 2 ** BLOCK_BITS;

export const blockOf = (position: number): number => Math.floor(position / BLOCK);

/** Positions, both inclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The earliest and latest moment of each 1,024 positions. A log is nearly in the order of its
 * moments, so that a window of time is a range of positions, found without an index.
 */
export class TimeBlocks {
  private readonly noted = new Map<number, { low: number; high: number }>();
  private readonly upsert: Statement;
  private readonly selectRange: Statement;

  constructor(db: Database, collection: string) {
    const table = blocksTable(collection);
    this.upsert = db.prepare(
      `INSERT INTO ${table} VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET ` +
        'low = min(low, excluded.low), high = max(high, excluded.high)',
    );
    this.selectRange = prepareRows(
      db,
      `SELECT min(block), max(block) FROM ${table} WHERE high >= ? AND low <= ?`,
    );
  }

  note(position: number, ms: number): void {
    const block = blockOf(position);
    const { low, high } = this.noted.get(block) ?? { low: ms, high: ms };
    this.noted.set(block, { low: Math.min(low, ms), high: Math.max(high, ms) });
  }

  /** Writes what was noted, inside the caller's transaction. */
  write(): void {
    for (const [block, { low, high }] of this.noted) this.upsert.run(block, low, high);
    this.noted.clear();
  }

  forget(): void {
    this.noted.clear();
  }

  /** Where the rows of a window of time are, and others between them; undefined: nowhere. */
  range(fromMs: number, toMs: number): Range | undefined {
    const row = this.selectRange.get(fromMs, toMs) as [number | null, number | null];
    const [first, last] = row;
    if (first === null || last === null) return undefined;
    return { from: first * BLOCK, to: (last + 1) * BLOCK - 1 };
  }
}
