import { afterAll, afterEach, expect, jest, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { findKafka } from '../testing/engine.js';
import {
  Buses,
  keysOf,
  messageOf,
  messagesOf,
  newNames,
  Record,
  until,
} from '../testing/rehearsal.js';
import { PartitionWork } from './consume/partition-work.js';

const found = await findKafka();
const buses = new Buses(found?.brokers ?? []);
afterEach(async () => {
  jest.restoreAllMocks();
  await buses.close();
});
afterAll(() => found?.stop());

const OTHERS = keysOf(20);
const SPREAD = 1_000;

/** One partition; a message that fails is followed by others, of its key and of other keys. */
async function poisoned(others: readonly string[], each: number) {
  const { topic, group } = newNames();
  const bus = await buses.open({ partitions: 1 });
  await bus.publish(topic, [messageOf('poison', 0)]);
  const rest = messagesOf(others, each);
  for (let at = 0; at < rest.length; at += 500) await bus.publish(topic, rest.slice(at, at + 500));
  await bus.publish(topic, [messageOf('poison', 1)]);
  const state = { isPoison: true };
  const record = new Record(({ id }) => {
    if (id === 'poison-0' && state.isPoison) throw new Error('poison');
  });
  const consumer = await bus.consume(group, { topics: [topic] }, record.handler);
  return { bus, topic, group, record, state, consumer, size: rest.length + 2 };
}

const tried = ({ begun }: Record): number => begun.filter(({ id }) => id === 'poison-0').length;

async function keepsItsKeyOnly(): Promise<void> {
  const { bus, topic, group, record, state, size } = await poisoned(OTHERS, 5);
  await until('all the others are handled', () => record.done.length === size - 2, 5_000);
  await until('the failing one is tried again', () => tried(record) >= 4);
  expect(record.begun.filter(({ id }) => id === 'poison-1')).toEqual([]);
  expect(await bus.lag(group, [topic])).toBe(size);
  state.isPoison = false;
  await until('nothing waits', async () => (await bus.lag(group, [topic])) === 0);
  expect(record.idsOfKey('poison')).toEqual(['poison-0', 'poison-1']);
  const attempts = record.begun.filter(({ id }) => id === 'poison-0').map((one) => one.attempt);
  expect(attempts).toEqual(attempts.map((_, at) => at + 1));
  for (const key of OTHERS)
    expect(record.idsOfKey(key)).toEqual([0, 1, 2, 3, 4].map((nth) => `${key}-${nth}`));
}

async function runsAheadSoFar(): Promise<void> {
  const { bus, topic, group, record, state, size } = await poisoned(OTHERS, 150);
  await until('the others have run ahead', () => record.done.length >= SPREAD - 1);
  await until('the failing one is tried again', () => tried(record) >= 8);
  expect(record.done).toHaveLength(SPREAD - 1);
  state.isPoison = false;
  await until('nothing waits', async () => (await bus.lag(group, [topic])) === 0);
  expect(record.done).toHaveLength(size);
  expect(record.ids.size).toBe(size);
}

describeOn(found, 'a message that fails again and again', () => {
  test('blocks its key and no other key of its partition', keepsItsKeyOnly);

  test('control: with one lane for all keys it blocks the partition', async () => {
    const { take } = PartitionWork.prototype;
    jest.spyOn(PartitionWork.prototype, 'take').mockImplementation(function (
      this: PartitionWork,
      record,
    ) {
      return take.call(this, { ...record, delivery: { ...record.delivery, key: 'all' } });
    });
    await expect(keepsItsKeyOnly()).rejects.toThrow('all the others are handled');
  });

  test('lets the others run ahead up to the bound', runsAheadSoFar);

  test('control: without the bound they run to the end', async () => {
    jest.spyOn(PartitionWork.prototype, 'hasRoomFor').mockReturnValue(true);
    await expect(runsAheadSoFar()).rejects.toThrow('toHaveLength');
  });
});
