import { expect } from '@jest/globals';
import type { BusMessage } from '@tamani/ports';
import { refusalOf } from '../event-store/event-store.harness.js';
import { eventually, type Cases } from '../suite.js';
import {
  Deliveries,
  groupName,
  message,
  messages,
  publishedIds,
  topicName,
  type BusSubject,
} from './bus.harness.js';

const KEYS = ['a', 'b', 'c', 'd', 'e'];

const content: Cases<BusSubject> = {
  'a message arrives as it was published, with its place': async ({ shared: { bus } }) => {
    const topic = topicName();
    const sent: BusMessage[] = [
      message('clé-é', 1, { data: JSON.stringify({ text: 'a\u2028b 👩🏽‍🔧 \ufeff' }) }),
      message('clé-é', 2, { headers: { traceparent: '00-abc-def-01', note: 'réservé' } }),
      message('other', 1, { data: '{ "spaced" :  1}' }),
    ];
    await bus.publish(topic, sent);
    const got = new Deliveries();
    const consumer = await bus.consume(groupName(), { topics: [topic] }, got.handler);
    await got.until(3);
    await consumer.close();
    for (const one of sent) {
      const { headers, ...rest } = got.done.find(({ id }) => id === one.id) ?? {};
      const { headers: wanted = {}, ...fields } = one;
      const place = { topic, attempt: 1, offset: expect.stringMatching(/^\d+$/) };
      expect(rest).toEqual({ ...fields, ...place });
      expect(headers ?? {}).toMatchObject(wanted);
    }
  },
  'nothing is published by an empty call': async ({ shared: { bus } }) => {
    const topic = topicName();
    await bus.publish(topic, [message('a', 1)]);
    await bus.publish(topic, []);
    expect(await bus.lag(groupName(), [topic])).toBe(1);
  },
  'a message without a key, or a malformed topic, is refused as misuse': async ({ shared }) => {
    const { bus } = shared;
    const misuse = { name: 'StoreMisuse' };
    const topic = topicName();
    expect(await refusalOf(bus.publish(topic, [message('', 1)]))).toMatchObject(misuse);
    expect(await refusalOf(bus.publish('no topic', [message('a', 1)]))).toMatchObject(misuse);
  },
};

const order: Cases<BusSubject> = {
  'messages of a key come in their order, one at a time': async ({ shared: { bus } }) => {
    const topic = topicName();
    const sent = messages(KEYS, 40);
    for (let at = 0; at < sent.length; at += 25) await bus.publish(topic, sent.slice(at, at + 25));
    const got = new Deliveries(({ offset }) => pauseAtTimes(Number(offset)));
    const consumer = await bus.consume(groupName(), { topics: [topic] }, got.handler);
    await got.until(sent.length);
    await consumer.close();
    expect(got.overlaps).toEqual([]);
    for (const key of KEYS) expect(got.idsOfKey(key)).toEqual(publishedIds(sent, key));
  },
  'what is published while a consumer runs comes in order, too': async ({ shared: { bus } }) => {
    const topic = topicName();
    const sent = messages(KEYS, 30);
    const got = new Deliveries(({ offset }) => pauseAtTimes(Number(offset)));
    const consumer = await bus.consume(groupName(), { topics: [topic] }, got.handler);
    for (let at = 0; at < sent.length; at += 10) await bus.publish(topic, sent.slice(at, at + 10));
    await got.until(sent.length);
    await consumer.close();
    for (const key of KEYS) expect(got.idsOfKey(key)).toEqual(publishedIds(sent, key));
  },
  'calls that are not waited for keep the order of each call': async ({ shared: { bus } }) => {
    const topic = topicName();
    const calls = Array.from({ length: 20 }, (_, n) => [
      message('a', 2 * n),
      message('a', 2 * n + 1),
    ]);
    await Promise.all(calls.map((call) => bus.publish(topic, call)));
    const got = new Deliveries();
    const consumer = await bus.consume(groupName(), { topics: [topic] }, got.handler);
    await got.until(40);
    await consumer.close();
    const ids = got.idsOfKey('a');
    expect(new Set(ids).size).toBe(40);
    for (const [one, two] of calls)
      expect(ids.indexOf(two?.id ?? '')).toBe(ids.indexOf(one?.id ?? '') + 1);
  },
  'one consumer takes several topics': async ({ shared: { bus } }) => {
    const topics = [topicName(), topicName()];
    for (const topic of topics) await bus.publish(topic, messages(['a', 'b'], 5));
    const got = new Deliveries();
    const consumer = await bus.consume(groupName(), { topics }, got.handler);
    await got.until(20);
    await consumer.close();
    for (const topic of topics)
      expect(got.done.filter((delivery) => delivery.topic === topic)).toHaveLength(10);
  },
};

const groups: Cases<BusSubject> = {
  'a new group starts at the beginning, and each group gets everything': async ({ shared }) => {
    const { bus } = shared;
    const topic = topicName();
    const sent = messages(KEYS, 4);
    await bus.publish(topic, sent);
    for (let n = 0; n < 3; n += 1) {
      const got = new Deliveries();
      const consumer = await bus.consume(groupName(), { topics: [topic] }, got.handler);
      await got.until(sent.length);
      await consumer.close();
      for (const key of KEYS) expect(got.idsOfKey(key)).toEqual(publishedIds(sent, key));
    }
  },
  'consumers of one group share its messages': async ({ shared: { bus } }) => {
    const topic = topicName();
    const group = groupName();
    const got = new Deliveries(({ offset }) => pauseAtTimes(Number(offset)));
    const consumers = [
      await bus.consume(group, { topics: [topic] }, got.handler),
      await bus.consume(group, { topics: [topic] }, got.handler),
    ];
    const sent = messages(KEYS, 20);
    await bus.publish(topic, sent);
    await got.until(sent.length);
    await eventually('nothing waits', async () => (await bus.lag(group, [topic])) === 0);
    for (const consumer of consumers) await consumer.close();
    expect(got.overlaps).toEqual([]);
    for (const key of KEYS) expect(got.idsOfKey(key)).toEqual(publishedIds(sent, key));
  },
  'a group that names types gets those alone; the others count as handled': async ({ shared }) => {
    const { bus } = shared;
    const topic = topicName();
    const group = groupName();
    const sent = messages(KEYS, 8).map((one, n) => ({ ...one, type: `sample.Type${n % 3}.v1` }));
    const wanted = sent.filter(({ type }) => type !== 'sample.Type1.v1');
    await bus.publish(topic, sent.slice(0, 12));
    const got = new Deliveries();
    const of = { topics: [topic], types: ['sample.Type0.v1', 'sample.Type2.v1'] };
    const consumer = await bus.consume(group, of, got.handler);
    await bus.publish(topic, sent.slice(12));
    await eventually('nothing waits', async () => (await bus.lag(group, [topic])) === 0);
    await consumer.close();
    for (const key of KEYS) expect(got.idsOfKey(key)).toEqual(publishedIds(wanted, key));
  },
  'lag counts what the group has still to handle, over its topics': async ({ shared: { bus } }) => {
    const topics = [topicName(), topicName()];
    const [group, other] = [groupName(), groupName()];
    for (const topic of topics) await bus.publish(topic, messages(['a', 'b'], 3));
    expect(await bus.lag(group, topics)).toBe(12);
    expect(await bus.lag(group, topics.slice(1))).toBe(6);
    const got = new Deliveries();
    const consumer = await bus.consume(group, { topics }, got.handler);
    await eventually('nothing waits', async () => (await bus.lag(group, topics)) === 0);
    await consumer.close();
    expect(got.done).toHaveLength(12);
    expect(await bus.lag(group, topics)).toBe(0);
    expect(await bus.lag(other, topics)).toBe(12);
    await bus.publish(topics[0] ?? '', [message('a', 3)]);
    expect(await bus.lag(group, topics)).toBe(1);
  },
};

/** Handlers that take their time now and then show an order that only luck had kept. */
const pauseAtTimes = (offset: number): Promise<void> | undefined =>
  offset % 7 === 0 ? new Promise((resolve) => setTimeout(resolve, 1)) : undefined;

export const orderCases: Cases<BusSubject> = { ...content, ...order, ...groups };
