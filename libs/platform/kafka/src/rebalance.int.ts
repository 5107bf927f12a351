import { afterAll, afterEach, expect, jest, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { findKafka } from '../testing/engine.js';
import { Buses, keysOf, messagesOf, newNames, Record, until } from '../testing/rehearsal.js';
import { Assignment } from './consume/assignment.js';

const found = await findKafka();
const buses = new Buses(found?.brokers ?? []);
afterEach(async () => {
  jest.restoreAllMocks();
  // A test that failed half-way leaves handlers waiting, and closing waits for them.
  for (const { open } of gates.splice(0)) open();
  await buses.close();
});
afterAll(() => found?.stop());

const KEYS = keysOf(12);

const gates: { open(): void }[] = [];

function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  gates.push({ open });
  return { passed, open };
}

/** A second process joins while the first one has a message of each key in hand. */
async function joinedInMidHandling() {
  const { topic, group } = newNames();
  const [gateOfOld, gateOfNew] = [gate(), gate()];
  const [one, two] = [await buses.open({ partitions: 4 }), await buses.open({ partitions: 4 })];
  const old = new Record(() => gateOfOld.passed);
  const fresh = new Record(() => gateOfNew.passed);
  await one.publish(topic, messagesOf(KEYS, 2));
  await one.consume(group, { topics: [topic] }, old.handler);
  await until('one of each key is in hand', () => old.begun.length === KEYS.length);
  await two.consume(group, { topics: [topic] }, fresh.handler);
  await until('the new owner has some in hand', () => fresh.begun.length > 0);
  return { one, two, topic, group, old, fresh, gateOfOld, gateOfNew };
}

async function isNotCommittedByTheOldOwner(): Promise<void> {
  const { one, topic, group, old, fresh, gateOfOld, gateOfNew } = await joinedInMidHandling();
  const moved = fresh.begun.map(({ key }) => key);
  gateOfOld.open();
  await until('the old owner has finished', () =>
    KEYS.every((key) => old.idsOfKey(key).length >= (moved.includes(key) ? 1 : 2)),
  );
  // It commits within some milliseconds what it may commit.
  await pause(500);
  expect(await one.lag(group, [topic])).toBe(moved.length * 2);
  gateOfNew.open();
  await until('nothing waits', async () => (await one.lag(group, [topic])) === 0);
  for (const key of KEYS) {
    const whole = [`${key}-0`, `${key}-1`];
    expect(old.idsOfKey(key)).toEqual(moved.includes(key) ? whole.slice(0, 1) : whole);
    expect(fresh.idsOfKey(key)).toEqual(moved.includes(key) ? whole : []);
  }
}

async function sharesWhatIsPublished(groups: readonly [string, string]): Promise<void> {
  const { topic } = newNames();
  const [one, two] = [await buses.open({ partitions: 4 }), await buses.open({ partitions: 4 })];
  const records = [new Record(), new Record()] as const;
  await one.consume(groups[0], { topics: [topic] }, records[0].handler);
  await two.consume(groups[1], { topics: [topic] }, records[1].handler);
  const owned = () => [...one.health(), ...two.health()].map(({ partitions }) => partitions);
  await until('each owns its half', () => owned().every((count) => count === 2), 3_000);
  await one.publish(topic, messagesOf(KEYS, 20));
  await until('nothing waits', async () => (await one.lag(groups[0], [topic])) === 0);
  const done = records.map((record) => record.done.length);
  expect(done[0]! + done[1]!).toBe(KEYS.length * 20);
  expect(Math.min(...done)).toBeGreaterThan(0);
}

describeOn(found, 'a rebalance', () => {
  test(
    'messages being handled are finished, and the new owner gets them again',
    isNotCommittedByTheOldOwner,
  );

  test('control: an owner that keeps a lost partition commits for the new owner', async () => {
    jest.spyOn(Assignment.prototype, 'drop').mockReturnValue(undefined);
    await expect(isNotCommittedByTheOldOwner()).rejects.toThrow('toBe');
  });

  test('two processes of a group share its messages', async () => {
    const { group } = newNames();
    await sharesWhatIsPublished([group, group]);
  });

  test('control: two groups do not share', async () => {
    const groups = [newNames().group, newNames().group] as const;
    await expect(sharesWhatIsPublished(groups)).rejects.toThrow('each owns its half');
  });

  test('a process that leaves gives its messages to the other', async () => {
    const { topic, group } = newNames();
    const [one, two] = [await buses.open({ partitions: 4 }), await buses.open({ partitions: 4 })];
    const [first, second] = [new Record(() => pause(2)), new Record(() => pause(2))];
    await one.consume(group, { topics: [topic] }, first.handler);
    await two.consume(group, { topics: [topic] }, second.handler);
    const sent = messagesOf(KEYS, 50);
    await two.publish(topic, sent);
    await until('it has handled some', () => first.done.length > 20);
    await one.close();
    const left = first.done.length;
    await until('nothing waits', async () => (await two.lag(group, [topic])) === 0);
    expect(first.done).toHaveLength(left);
    expect(new Set([...first.ids, ...second.ids]).size).toBe(sent.length);
  });
});
