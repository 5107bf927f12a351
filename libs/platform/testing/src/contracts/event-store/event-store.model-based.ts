import { expect } from '@jest/globals';
import { canonicalText } from '@tamani/kernel';
import type { Appended, EventStore, ExpectedRevision, StoredEvent } from '@tamani/ports';
import fc from 'fast-check';
import { seeded } from '../../fakes/seeded.js';
import { uuidOf } from '../../fakes/sequential-ids.js';
import { EventStoreModel } from '../../memory/event-store.model.js';
import {
  allPages,
  eventsOf,
  follow,
  refusalOf,
  type EventStoreSubject,
} from './event-store.harness.js';
import { freshName, type Cases } from '../suite.js';

/** Few streams, few ids: so that histories often meet a conflict, a retry, a shifted retry. */
type Step =
  | { kind: 'append'; stream: number; ids: number[]; expected: number | 'current'; text: string }
  | { kind: 'retry'; which: number }
  | { kind: 'read'; stream: number; from?: number; limit?: number; backwards: boolean }
  | { kind: 'pages'; after: number; limit: number; odd: boolean };

const stream = fc.nat({ max: 1 });
const optional = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      stream,
      ids: fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1, maxLength: 3 }),
      expected: fc.oneof(
        { weight: 3, arbitrary: fc.constant('current' as const) },
        { weight: 2, arbitrary: fc.integer({ min: -1, max: 5 }) },
      ),
      text: fc.string({ unit: 'grapheme', maxLength: 8 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('retry' as const), which: fc.nat({ max: 9 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      stream,
      from: fc.option(fc.nat({ max: 7 }), { nil: undefined }),
      limit: optional(6),
      backwards: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('pages' as const),
      after: fc.nat({ max: 12 }),
      limit: fc.integer({ min: 1, max: 4 }),
      odd: fc.boolean(),
    }),
  },
);

type AppendArgs = Parameters<EventStore['append']>;

/** One history, told to the engine and to the model, side by side. */
class SideBySide {
  private readonly model = new EventStoreModel();
  private readonly appends: AppendArgs[] = [];
  private readonly prefix = freshName('model');

  constructor(
    private readonly store: EventStore,
    private readonly start: bigint,
  ) {}

  async take(next: Step): Promise<void> {
    if (next.kind === 'append') return this.append(this.appendArgs(next));
    if (next.kind === 'read') return this.read(next);
    if (next.kind === 'pages') return this.pages(next);
    const again = this.appends[next.which % Math.max(this.appends.length, 1)];
    if (again) await this.append(again);
  }

  /** At last: a subscription gives the same log. */
  async finish(): Promise<void> {
    const filter = { streamPrefixes: [`${this.prefix}.`] };
    const items = await follow(this.store, { after: this.start, filter }, (seen) =>
      seen.some(({ kind }) => kind === 'caughtUp'),
    );
    expect(placeless(eventsOf(items))).toEqual(placeless(this.model.log));
  }

  private appendArgs({
    stream,
    ids,
    expected,
    text,
  }: Extract<Step, { kind: 'append' }>): AppendArgs {
    const name = this.nameOf(stream);
    const current = this.model.readStream(name).length - 1;
    const after = expected === 'current' ? current : expected;
    const events = ids.map((id) => ({
      id: uuidOf(0, id),
      type: id % 2 ? 'Odd' : 'Even',
      data: canonicalText({ text, id }),
      meta: canonicalText({ at: this.appends.length }),
    }));
    return [name, events, after < 0 ? 'no_stream' : BigInt(after)];
  }

  private async append(args: AppendArgs): Promise<void> {
    this.appends.push(args);
    const wanted = answerOf(() => this.model.append(...args));
    const error = await refusalOf(this.store.append(...args).then((got) => this.same(wanted, got)));
    if (wanted instanceof Error) expect(error).toMatchObject({ ...wanted, name: wanted.name });
    else if (error) throw error;
  }

  private same(wanted: Appended | Error, got: Appended): void {
    expect(wanted).toEqual({ ...got, position: expect.anything() });
    expect(got.position).toBeGreaterThan(this.start);
  }

  private async read(next: Extract<Step, { kind: 'read' }>): Promise<void> {
    const { limit, from, backwards } = next;
    const direction = backwards ? 'backwards' : 'forwards';
    const options = {
      limit,
      direction,
      ...(from !== undefined && { from: BigInt(from) }),
    } as const;
    const name = this.nameOf(next.stream);
    const got = await this.store.readStream(name, options);
    expect(placeless(got)).toEqual(placeless(this.model.readStream(name, options)));
  }

  private async pages({ after, limit, odd }: Extract<Step, { kind: 'pages' }>): Promise<void> {
    const filter = { streamPrefixes: [`${this.prefix}.`], ...(odd && { types: ['Odd'] }) };
    const { store, start, model } = this;
    const all = await allPages(store, { after: start, limit: 100, filter });
    const wanted = model.readAll({ after: 0n, limit: 1_000, filter }).events;
    expect(placeless(all)).toEqual(placeless(wanted));
    const place = all[after]?.position ?? start;
    const rest = await allPages(store, { after: place, limit, filter });
    expect(rest).toEqual(all[after] ? all.slice(after + 1) : all);
  }

  private nameOf(stream: number): string {
    return `${this.prefix}.Thing-${stream}`;
  }
}

/** Positions are the engine's own; their order is that of the list. */
function placeless(events: readonly StoredEvent[]): unknown[] {
  return events.map(({ position: _, ...event }) => event);
}

function answerOf<T>(ask: () => T): T | Error {
  try {
    return ask();
  } catch (error) {
    return error as Error;
  }
}

export const eventStoreModelCases: Cases<EventStoreSubject> = {
  'random histories are answered as the model answers them': async ({ shared, options }) => {
    const { store } = shared;
    const run = seeded(`${store.engine} event store model`, { runs: options.runs });
    const histories = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const both = new SideBySide(store, await store.head());
      for (const next of steps) await both.take(next);
      await both.finish();
    });
    await fc.assert(histories, run.parameters);
  },
  'appends at random moments are settled one after the other': async ({ shared, options }) => {
    const { store } = shared;
    const runs = Math.ceil((options.runs ?? 1_000) / 10);
    const run = seeded(`${store.engine} event store concurrency`, { runs });
    const contests = fc.asyncProperty(
      fc.array(fc.nat({ max: 3 }), { maxLength: 20 }),
      async (all) => {
        const name = `${freshName('model')}.Thing-1`;
        const tries = all.map((expected, at) => ({ at, expected }));
        const answers = await Promise.all(tries.map((one) => contend(store, name, one)));
        const stored = await store.readStream(name);
        expect(stored.map(({ id }) => id).sort()).toEqual(
          answers.flatMap(({ id, revision }) => (revision === undefined ? [] : [id])).sort(),
        );
        for (const { id, revision } of answers)
          if (revision !== undefined) expect(stored[Number(revision)]?.id).toBe(id);
      },
    );
    await fc.assert(contests, run.parameters);
  },
};

async function contend(store: EventStore, name: string, one: { at: number; expected: number }) {
  const id = uuidOf(1, one.at);
  const expected: ExpectedRevision = one.expected === 0 ? 'no_stream' : BigInt(one.expected - 1);
  const event = { id, type: 'Contested', data: '{}', meta: '{}' };
  const appended = await store.append(name, [event], expected).catch((error: Error) => {
    expect(error.name).toBe('ConcurrencyConflict');
    return undefined;
  });
  return { id, revision: appended?.firstRevision };
}
