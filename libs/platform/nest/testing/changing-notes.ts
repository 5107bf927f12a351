import type { DocumentWrite } from '@tamani/ports';
import { collectionName } from '@tamani/runtime';
import type { Random } from '@tamani/testing/engines';
import { DeskApp } from './desk-app.js';
import { notes } from './notes.context.js';

export { DeskApp };

const collection = collectionName('desk', notes);
const CHANGED = 100;
const CLOSED = 20;

interface Standing {
  readonly status: 'open' | 'closed';
  readonly createdAt: string;
  readonly position: bigint;
}

/** Notes written as the projector writes them, that change while a list of them is walked. */
export class ChangingNotes {
  private position = 0n;
  private readonly standing = new Map<string, Standing>();

  constructor(
    private readonly desk: DeskApp,
    private readonly random: Random,
  ) {}

  /** Writes that many open ones, all at once. */
  async begin(count: number): Promise<void> {
    await this.write(Array.from({ length: count }, (_, n) => `k${String(n).padStart(6, '0')}`));
  }

  /** Between two pages: some are changed, some closed, and another one comes. */
  async change(): Promise<void> {
    const there = this.open();
    const some = (count: number) =>
      new Set(Array.from({ length: count }, () => this.random.pick(there)));
    const closed = some(CLOSED);
    const changed = [...some(CHANGED)].filter((key) => !closed.has(key));
    await this.write([...changed, `k${String(this.standing.size + 1_000_000)}`]);
    await this.write([...closed], 'closed');
  }

  /** Those that are open now, in the order in which they were made. */
  open(): readonly string[] {
    const order = ([key, { createdAt }]: [string, Standing]) => `${createdAt} ${key}`;
    return [...this.standing]
      .filter(([, { status }]) => status === 'open')
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))
      .map(([key]) => key);
  }

  /** Now changed, made long ago. */
  private async write(keys: readonly string[], status: Standing['status'] = 'open') {
    const position = (this.position += 1n);
    const updatedAt = new Date(1_700_000_000_000 + Number(position) * 1000).toISOString();
    const writes = keys.map((key): DocumentWrite => {
      const n = Number(key.slice(1));
      const createdAt = new Date(1_600_000_000_000 + (n % 100) * 1000).toISOString();
      const doc = { status, createdAt, updatedAt, item: { id: key, status, createdAt, updatedAt } };
      const expected = this.standing.get(key)?.position;
      this.standing.set(key, { status, createdAt, position });
      return { collection, key, doc, position, expected };
    });
    await this.desk.runtime.ports.reads.commit({ writes });
  }
}

/** Of those that were there all the while: how many a walk missed, and how many came twice. */
export function faultsOf(seen: readonly string[], there: readonly string[]) {
  const unique = new Set(seen);
  const missed = there.filter((key) => !unique.has(key)).length;
  return { missed, repeated: seen.length - unique.size };
}
