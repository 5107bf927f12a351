import { expect } from '@jest/globals';
import { eventually, gate, type Cases } from '../suite.js';
import {
  Deliveries,
  expectNoneSkipped,
  groupName,
  message,
  messages,
  publishedIds,
  topicName,
  type BusSubject,
} from './bus.harness.js';

const KEYS = ['a', 'b', 'c'];

const closing: Cases<BusSubject> = {
  'closing a consumer waits for the message in hand and takes no more': async ({ shared }) => {
    const { bus } = shared;
    const topic = topicName();
    const group = groupName();
    await bus.publish(topic, messages(['a'], 3));
    const work = gate();
    const got = new Deliveries(() => work.passed);
    const consumer = await bus.consume(group, { topics: [topic] }, got.handler);
    await eventually('one is in hand', () => got.begun.length === 1);
    let closed = false;
    const closing = consumer.close().then(() => (closed = true));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(closed).toBe(false);
    work.open();
    await closing;
    expect(got.done.map(({ id }) => id)).toEqual(['a-0']);
    expect(await bus.lag(group, [topic])).toBe(2);
    await consumer.close();
  },
  'the next consumer goes on after what was handled': async ({ shared: { bus } }) => {
    const topic = topicName();
    const group = groupName();
    const sent = messages(KEYS, 10);
    await bus.publish(topic, sent);
    const consumers: Deliveries[] = [];
    while ((await bus.lag(group, [topic])) > 0) {
      const got = new Deliveries();
      const consumer = await bus.consume(group, { topics: [topic] }, got.handler);
      await got.until(1);
      await consumer.close();
      consumers.push(got);
    }
    for (const key of KEYS)
      expectNoneSkipped(
        publishedIds(sent, key),
        consumers.map((got) => got.idsOfKey(key)),
      );
  },
  'an offset is saved only after its handler has returned': async ({ own }) => {
    const harness = await own();
    const topic = topicName();
    const group = groupName();
    await harness.bus.publish(topic, messages(KEYS, 2));
    const got = new Deliveries(({ key }) => {
      if (key === 'b') throw new Error('never');
    });
    await harness.bus.consume(group, { topics: [topic] }, got.handler);
    await got.until(4);
    const bus = await harness.reopen();
    const rest = new Deliveries();
    const consumer = await bus.consume(group, { topics: [topic] }, rest.handler);
    await eventually('nothing waits', async () => (await bus.lag(group, [topic])) === 0);
    await consumer.close();
    expect(rest.idsOfKey('b')).toEqual(['b-0', 'b-1']);
  },
};

const reopening: Cases<BusSubject> = {
  'messages and offsets are there after closing and opening again': async ({ own }) => {
    const harness = await own();
    const topic = topicName();
    const [group, late] = [groupName(), groupName()];
    const sent = messages(KEYS, 5);
    await harness.bus.publish(topic, sent);
    const first = new Deliveries();
    await harness.bus.consume(group, { topics: [topic] }, first.handler);
    await first.until(sent.length);
    const bus = await harness.reopen();
    await bus.publish(topic, [message('a', 5)]);
    const second = new Deliveries();
    const consumer = await bus.consume(group, { topics: [topic] }, second.handler);
    await eventually('nothing waits', async () => (await bus.lag(group, [topic])) === 0);
    await consumer.close();
    expect(second.done.map(({ id }) => id)).toEqual(['a-5']);
    expect(await bus.lag(late, [topic])).toBe(sent.length + 1);
  },
  'closing the bus waits for the messages in hand': async ({ own }) => {
    const harness = await own();
    const topic = topicName();
    await harness.bus.publish(topic, messages(['a'], 1));
    const work = gate();
    const got = new Deliveries(() => work.passed);
    await harness.bus.consume(groupName(), { topics: [topic] }, got.handler);
    await eventually('one is in hand', () => got.begun.length === 1);
    const reopened = harness.reopen();
    work.open();
    await reopened;
    expect(got.done).toHaveLength(1);
  },
};

export const restartCases: Cases<BusSubject> = { ...closing, ...reopening };
