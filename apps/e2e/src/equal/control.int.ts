import { describe, expect, test } from '@jest/globals';
import type {
  Appended,
  ExpectedRevision,
  LogItem,
  NewEvent,
  SubscribeOptions,
} from '@tamani/ports';
import { memoryBus, memoryEventStore, memoryReadStore, seeded } from '@tamani/testing/engines';
import { runEdition, type OpenSide } from './pair.js';
import { Side } from './side/side.js';
import { WatchedStore } from './side/watched-store.js';

/** Writes one character of one event otherwise than it was decided. */
class MisspellingStore extends WatchedStore {
  misspelt = 0;

  override append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    const written = events.map((event) => {
      if (event.type !== 'BudgetLineDrafted' || this.misspelt > 0) return event;
      this.misspelt += 1;
      return { ...event, data: event.data.replace('Ligne', 'Lignf') };
    });
    return super.append(stream, written, expected);
  }
}

/**
 * Hides one event from the ledger; other readers of the log see it. The list of budget lines
 * would not do: it takes a line's state whole, so the line's next event would mend it.
 */
class SkippingStore extends WatchedStore {
  skipped = 0;

  override readonly subscribeAll = (options: SubscribeOptions): AsyncIterable<LogItem> =>
    this.without(options);

  private async *without(options: SubscribeOptions): AsyncGenerator<LogItem> {
    const prefixes = options.filter?.streamPrefixes ?? [];
    const isLedger = prefixes.includes('budgets.') && prefixes.includes('procurement.Payment-');
    for await (const item of this.inner.subscribeAll(options)) {
      const isAllotment = item.kind === 'event' && item.event.type === 'FundsAllotted';
      const skips = isLedger && isAllotment && this.skipped === 0;
      if (skips) this.skipped += 1;
      else yield item;
    }
  }
}

/** A system in memory, over a store that may do wrong. */
const inMemory =
  (wrap: (store: WatchedStore) => WatchedStore = (store) => store): OpenSide =>
  ({ clock, demo }) => {
    const store = wrap(new WatchedStore(memoryEventStore()));
    const [bus, reads] = [memoryBus(), memoryReadStore()];
    const close = async (): Promise<void> => {
      await Promise.all([store.close(), bus.close(), reads.close()]);
    };
    const engines = { store, bus, reads, close };
    const settings = { projectionPauseMs: 5 };
    return Side.open({ name: 'memory', engines, settings, clock, demo });
  };

describe('control: what the comparison of the profiles finds', () => {
  const { seed } = seeded('control of the comparison', { runs: 1 });
  const scripts = { seed, scripts: 12, together: 4, steps: [6, 9] as const };
  const compared = (right: OpenSide) => runEdition({ left: inMemory(), right }, scripts);

  test('nothing, where nothing is wrong', async () => {
    const { differences, events } = await compared(inMemory());
    expect(differences).toEqual([]);
    expect(events).toBeGreaterThan(50);
  }, 60_000);

  test('one character of one event', async () => {
    let misspelling: MisspellingStore | undefined;
    const { differences } = await compared(
      inMemory((store) => (misspelling = new MisspellingStore(store))),
    );
    expect(misspelling?.misspelt).toBe(1);
    const events = differences.filter(({ where }) => /^budgets\.BudgetLine-.*@0$/.test(where));
    expect(events).toHaveLength(1);
    expect(events[0]?.right).toBe(events[0]?.left?.replace('Ligne', 'Lignf'));
  }, 60_000);

  test('one event that a projection has skipped', async () => {
    let skipping: SkippingStore | undefined;
    const { differences } = await compared(
      inMemory((store) => (skipping = new SkippingStore(store))),
    );
    expect(skipping?.skipped).toBe(1);
    const where = differences.map((one) => one.where);
    expect(where).toContainEqual(expect.stringMatching(/^reporting_ledger/));
    expect(where.filter((text) => text.includes('@'))).toEqual([]);
  }, 60_000);
});
