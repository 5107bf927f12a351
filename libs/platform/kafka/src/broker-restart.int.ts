import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import type { BusMessage } from '@tamani/ports';
import { setTimeout as pause } from 'node:timers/promises';
import { Buses, keysOf, messageOf, newNames, Record, until } from '../testing/rehearsal.js';
import { ownEngines, type OwnEngine } from '../../../../tools/engines/own.mjs';
import { GroupConsumer } from './consume/group-consumer.js';
import type { KafkaBus } from './index.js';

const startBroker = ownEngines('kafka', 'kafka: broker restart');
const LONG_MS = 300_000;
const KEYS = keysOf(5);
const EACH = 60;

let broker: OwnEngine;
let buses: Buses;

/** Publishes as the relay does: in order, the same messages again until they are confirmed. */
async function publishAll(bus: KafkaBus, topic: string, errors: string[]): Promise<void> {
  for (let nth = 0; nth < EACH; nth += 1) {
    await pause(20);
    const messages = KEYS.map((key) => messageOf(key, nth));
    while (!(await isConfirmed(bus.publish(topic, messages), errors))) await pause(50);
  }
}

const isConfirmed = (published: Promise<void>, errors: string[]): Promise<boolean> =>
  published.then(
    () => true,
    (error: unknown) => {
      errors.push((error as Error).name);
      return false;
    },
  );

/** The broker is killed while messages come, and is there again some time later. */
async function outlivesItsBroker(patienceMs: number): Promise<void> {
  const { topic, group } = newNames();
  const bus = await buses.open({ partitions: 3 });
  const record = new Record(() => pause(1));
  await bus.consume(group, { topics: [topic] }, record.handler);
  const errors: string[] = [];
  const publishing = publishAll(bus, topic, errors);
  await until('some are handled', () => record.done.length > 20);
  await broker.engine.kill();
  await until('the outage is seen', () => bus.health().every(({ isJoined }) => !isJoined));
  await expect(bus.publish(topic, [unrelated])).rejects.toMatchObject({
    name: expect.stringMatching(/^(StoreUnavailable|OutcomeUnknown)$/),
  });
  // First an answer is missing, then nobody answers at all.
  await until('publishing says so', () => errors.includes('StoreUnavailable'));
  await broker.engine.start();
  await publishing;
  const isDone = async () =>
    record.ids.size >= KEYS.length * EACH && (await bus.lag(group, [topic])) === 0;
  await until('all are handled', isDone, patienceMs);
  expect(errors.every((name) => /^(StoreUnavailable|OutcomeUnknown)$/.test(name))).toBe(true);
  for (const key of KEYS) expect(firstTimes(record.idsOfKey(key))).toEqual(idsOf(key));
  const [health] = bus.health();
  expect(health).toMatchObject({ isJoined: true, partitions: 3 });
  expect(health?.restarts).toBeGreaterThan(0);
  expect(health?.lastError).toBeTruthy();
}

const unrelated: BusMessage = messageOf('unrelated', 0);
const idsOf = (key: string): string[] => Array.from({ length: EACH }, (_, nth) => `${key}-${nth}`);
const firstTimes = (ids: readonly string[]): string[] => [...new Set(ids)];

describeOn(startBroker, 'a broker that is killed and started again', (start) => {
  beforeAll(async () => {
    broker = await start();
    buses = new Buses([`127.0.0.1:${broker.port}`]);
  }, LONG_MS);
  afterEach(async () => {
    jest.restoreAllMocks();
    await buses.close();
  }, LONG_MS);
  afterAll(() => broker.dispose());

  test(
    'no message is lost, and the consumer comes back',
    () => outlivesItsBroker(120_000),
    LONG_MS,
  );

  test(
    'control: a consumer that is not started again handles nothing more',
    async () => {
      const forever = new Promise<void>(() => undefined);
      const restart = jest.spyOn(
        GroupConsumer.prototype as unknown as { restartLater(): Promise<void> },
        'restartLater',
      );
      restart.mockImplementation(function (this: GroupConsumer) {
        return Promise.race([forever, (this as unknown as { closed: Promise<void> }).closed]);
      });
      await expect(outlivesItsBroker(10_000)).rejects.toThrow('all are handled');
    },
    LONG_MS,
  );
});
