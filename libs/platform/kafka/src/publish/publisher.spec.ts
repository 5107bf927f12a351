import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import { setTimeout as pause } from 'node:timers/promises';
import { recordOf } from '../cloud-event.js';
import { Renewable } from '../renewable.js';
import { Publisher, type WeighedRecord } from './publisher.js';

interface Batch {
  readonly topicMessages: readonly { readonly messages: readonly { readonly key: string }[] }[];
}

/** A driver's producer whose requests the test settles: what a broker does on a bad day. */
class ProducerDouble {
  readonly requests: string[][] = [];
  inFlight = 0;
  mostInFlight = 0;
  /** Numbers of requests, from 1, that are not confirmed. */
  failing = new Set<number>();

  async sendBatch({ topicMessages }: Batch): Promise<void> {
    this.requests.push(topicMessages.flatMap(({ messages }) => messages.map(({ key }) => key)));
    const nth = this.requests.length;
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await pause(5);
    this.inFlight -= 1;
    if (this.failing.has(nth)) throw new Error('the answer was lost');
  }
}

afterEach(() => {
  jest.restoreAllMocks();
});

function withDouble(get?: () => Promise<unknown>) {
  const double = new ProducerDouble();
  const renewable = Renewable.prototype as unknown as Renewable<never>;
  jest
    .spyOn(renewable, 'get')
    .mockImplementation((get ?? (async () => double)) as () => Promise<never>);
  const discard = jest.spyOn(renewable, 'discard').mockReturnValue(undefined);
  const forgotten: string[] = [];
  const publisher = new Publisher({ brokers: [], log: () => undefined }, (topic) =>
    forgotten.push(topic),
  );
  return { double, publisher, discard, forgotten };
}

const recordsOf = (key: string, count: number, size = 10): WeighedRecord[] =>
  Array.from({ length: count }, (_, nth) =>
    recordOf('t', { id: `${key}-${nth}`, type: 'T', key: `${key}-${nth}`, data: 'x'.repeat(size) }),
  );

describe('the publisher', () => {
  test('has one request in flight; waiting calls go together in the next', async () => {
    const { double, publisher } = withDouble();
    const calls = ['a', 'b', 'c', 'd'].map(async (key, nth) => {
      await pause(nth);
      await publisher.send('t', recordsOf(key, 2));
    });
    await Promise.all(calls);
    expect(double.mostInFlight).toBe(1);
    expect(double.requests.flat()).toEqual(
      ['a', 'b', 'c', 'd'].flatMap((key) => [`${key}-0`, `${key}-1`]),
    );
    expect(double.requests.length).toBeLessThan(4);
  });

  test('sends a long call in parts below the limit of a broker, in order', async () => {
    const { double, publisher } = withDouble();
    await publisher.send('t', recordsOf('a', 10, 200_000));
    expect(double.requests.length).toBeGreaterThan(2);
    expect(Math.max(...double.requests.map(({ length }) => length))).toBeLessThanOrEqual(4);
    expect(double.requests.flat()).toEqual(recordsOf('a', 10).map(({ record }) => record.key));
  });

  test('treats a failed request as unknown and takes a new producer', async () => {
    const { double, publisher, discard, forgotten } = withDouble();
    double.failing.add(1);
    await expect(publisher.send('t', recordsOf('a', 1))).rejects.toThrow(OutcomeUnknown);
    expect(discard).toHaveBeenCalledTimes(1);
    expect(forgotten).toEqual(['t']);
    await publisher.send('t', recordsOf('b', 1));
    expect(discard).toHaveBeenCalledTimes(1);
  });

  test('stops sending a call after one of its parts has failed', async () => {
    const { double, publisher } = withDouble();
    double.failing.add(2);
    const long = publisher.send('t', recordsOf('a', 12, 200_000));
    const other = publisher.send('t', recordsOf('b', 1));
    await expect(long).rejects.toThrow(OutcomeUnknown);
    await other;
    expect(double.requests.flat().filter((key) => key.startsWith('a'))).toHaveLength(8);
    expect(double.requests.flat()).toContain('b-0');
  });

  test('knows that nothing was sent when there is no connection', async () => {
    const { publisher } = withDouble(() => Promise.reject(new Error('refused')));
    await expect(publisher.send('t', recordsOf('a', 1))).rejects.toThrow(StoreUnavailable);
  });

  test('treats a call as unknown when a part of it was sent before', async () => {
    let connects = 0;
    const { publisher } = withDouble(() =>
      (connects += 1) > 1
        ? Promise.reject(new Error('refused'))
        : Promise.resolve({ sendBatch: async () => undefined }),
    );
    await expect(publisher.send('t', recordsOf('a', 12, 200_000))).rejects.toThrow(OutcomeUnknown);
  });

  test('continues when a caller sends again at once', async () => {
    const { double, publisher } = withDouble();
    for (const key of ['a', 'b', 'c']) await publisher.send('t', recordsOf(key, 1));
    expect(double.requests).toEqual([['a-0'], ['b-0'], ['c-0']]);
  });
});
