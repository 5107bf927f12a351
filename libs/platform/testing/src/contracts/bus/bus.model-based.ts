import { expect } from '@jest/globals';
import type { Bus, BusMessage } from '@tamani/ports';
import fc from 'fast-check';
import { seeded } from '../../fakes/seeded.js';
import { eventually, type Cases } from '../suite.js';
import {
  Deliveries,
  expectNoneSkipped,
  groupName,
  message,
  publishedIds,
  topicName,
  type BusSubject,
} from './bus.harness.js';

/** Messages in calls, how often each fails, and after how many the consumer is restarted. */
interface Schedule {
  readonly calls: readonly (readonly { readonly key: string; readonly failures: number }[])[];
  readonly restarts: readonly number[];
  /** Calls that are made before the first consumer is there. */
  readonly early: number;
}

/** Short, because a failure is waited for at each step of its shrinking. */
const TIMEOUT_MS = 10_000;
/** Schedules at the same time, each on a topic of its own, as a bus is used. */
const SIDE_BY_SIDE = 5;

const schedule: fc.Arbitrary<Schedule> = fc.record({
  calls: fc.array(
    fc.array(
      fc.record({
        key: fc.constantFrom('a', 'b', 'c'),
        failures: fc.oneof(
          { weight: 4, arbitrary: fc.constant(0) },
          { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }) },
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    { maxLength: 4 },
  ),
  restarts: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
  early: fc.nat({ max: 4 }),
});

class Rehearsal {
  private readonly topic = topicName();
  private readonly group = groupName();
  private readonly calls: readonly BusMessage[][];
  private readonly failuresLeft = new Map<string, number>();
  private readonly consumers: Deliveries[] = [];

  constructor(
    private readonly bus: Bus,
    { calls }: Schedule,
  ) {
    let n = 0;
    this.calls = calls.map((call) =>
      call.map(({ key, failures }) => {
        const one = message(key, (n += 1));
        this.failuresLeft.set(one.id, failures);
        return one;
      }),
    );
  }

  private get sent(): readonly BusMessage[] {
    return this.calls.flat();
  }

  /** Publishes, side by side with consumers that are closed after some messages each. */
  async run({ restarts, early }: Schedule): Promise<void> {
    await this.publish(this.calls.slice(0, early));
    expect(await this.bus.lag(this.group, [this.topic])).toBe(
      this.calls.slice(0, early).flat().length,
    );
    const late = this.publish(this.calls.slice(early));
    for (const count of restarts) await this.consume(this.handled.size + count);
    await late;
    await this.consume(this.sent.length, async () => (await this.lag()) === 0);
  }

  private get handled(): ReadonlySet<string> {
    return new Set(this.consumers.flatMap(({ done }) => done.map(({ id }) => id)));
  }

  private async publish(calls: readonly BusMessage[][]): Promise<void> {
    for (const call of calls) await this.bus.publish(this.topic, call);
  }

  /** A new consumer, until so many are handled in all; the last one until none comes again. */
  private async consume(untilHandled: number, done = async () => true): Promise<void> {
    const wanted = Math.min(untilHandled, this.sent.length);
    const got = new Deliveries(({ id }) => this.failAtTimes(id));
    this.consumers.push(got);
    const consumer = await this.bus.consume(this.group, { topics: [this.topic] }, got.handler);
    try {
      await eventually(`${wanted} handled`, () => this.handled.size >= wanted, TIMEOUT_MS);
      await eventually('nothing waits', done, TIMEOUT_MS);
    } finally {
      await consumer.close();
    }
  }

  private lag(): Promise<number> {
    return this.bus.lag(this.group, [this.topic]);
  }

  private failAtTimes(id: string): void {
    const left = this.failuresLeft.get(id) ?? 0;
    this.failuresLeft.set(id, left - 1);
    if (left > 0) throw new Error('a planned failure');
  }

  /** Each key in its order, nothing skipped; attempts counted from 1 by each consumer. */
  async check(): Promise<void> {
    for (const key of ['a', 'b', 'c'])
      expectNoneSkipped(
        publishedIds(this.sent, key),
        this.consumers.map((got) => got.idsOfKey(key)),
      );
    for (const { begun, overlaps } of this.consumers) {
      expect(overlaps).toEqual([]);
      for (const id of new Set(begun.map((one) => one.id))) {
        const counted = begun.filter((one) => one.id === id).map(({ attempt }) => attempt);
        expect(counted).toEqual(counted.map((_, at) => at + 1));
      }
    }
    expect(await this.lag()).toBe(0);
  }
}

async function rehearse(bus: Bus, planned: Schedule): Promise<void> {
  const rehearsal = new Rehearsal(bus, planned);
  await rehearsal.run(planned);
  await rehearsal.check();
}

export const busModelCases: Cases<BusSubject> = {
  'random schedules of failures and restarts end as if there were none': async (given) => {
    const { bus } = given.shared;
    const runs = Math.ceil((given.options.runs ?? 1_000) / SIDE_BY_SIDE);
    const run = seeded(`${bus.engine} bus model, ${SIDE_BY_SIDE} schedules a run`, { runs });
    const some = fc.array(schedule, { minLength: SIDE_BY_SIDE, maxLength: SIDE_BY_SIDE });
    const property = fc.asyncProperty(some, async (schedules) => {
      await Promise.all(schedules.map((planned) => rehearse(bus, planned)));
    });
    await fc.assert(property, run.parameters);
  },
};
