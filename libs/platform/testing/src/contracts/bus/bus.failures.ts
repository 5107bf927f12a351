import { expect } from '@jest/globals';
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

const OTHERS = Array.from({ length: 20 }, (_, n) => `other-${n}`);

export const failureCases: Cases<BusSubject> = {
  'a message whose handler throws comes again, its attempts counted': async ({ shared }) => {
    const { bus } = shared;
    const topic = topicName();
    await bus.publish(topic, messages(['a'], 3));
    const got = new Deliveries(({ id, attempt }) => {
      if (id === 'a-1' && attempt < 4) throw new Error('not yet');
    });
    const consumer = await bus.consume(groupName(), { topics: [topic] }, got.handler);
    await got.until(3);
    await consumer.close();
    expect(got.begun.map(({ id, attempt }) => [id, attempt])).toEqual([
      ['a-0', 1],
      ['a-1', 1],
      ['a-1', 2],
      ['a-1', 3],
      ['a-1', 4],
      ['a-2', 1],
    ]);
    const [first] = got.begun.filter(({ id }) => id === 'a-1');
    for (const again of got.begun.filter(({ id }) => id === 'a-1'))
      expect({ ...again, attempt: 1 }).toEqual(first);
  },
  'a key waits for its failing message while the others go on': async ({ shared: { bus } }) => {
    const topic = topicName();
    const group = groupName();
    let failing = true;
    const got = new Deliveries(({ key }) => {
      if (key === 'stuck' && failing) throw new Error('still failing');
    });
    await bus.publish(topic, [message('stuck', 0), ...messages(OTHERS, 3), message('stuck', 1)]);
    const consumer = await bus.consume(group, { topics: [topic] }, got.handler);
    await got.until(OTHERS.length * 3);
    expect(got.idsOfKey('stuck')).toEqual([]);
    expect(got.begun.filter(({ id }) => id === 'stuck-1')).toEqual([]);
    expect(await bus.lag(group, [topic])).toBeGreaterThanOrEqual(2);
    failing = false;
    await got.until(OTHERS.length * 3 + 2);
    await consumer.close();
    expect(got.idsOfKey('stuck')).toEqual(['stuck-0', 'stuck-1']);
  },
  'a failing message that no consumer has handled is given to the next one': async ({ shared }) => {
    const { bus } = shared;
    const topic = topicName();
    const group = groupName();
    await bus.publish(topic, messages(['a'], 3));
    const failing = new Deliveries(() => {
      throw new Error('always');
    });
    const first = await bus.consume(group, { topics: [topic] }, failing.handler);
    await eventually('it was tried', () => failing.begun.length >= 2);
    await first.close();
    expect(await bus.lag(group, [topic])).toBe(3);
    const got = new Deliveries();
    const second = await bus.consume(group, { topics: [topic] }, got.handler);
    await got.until(3);
    await second.close();
    expect(got.begun.map(({ id, attempt }) => [id, attempt])).toEqual([
      ['a-0', 1],
      ['a-1', 1],
      ['a-2', 1],
    ]);
  },
  'a handler that throws before it waits, or nothing at all, is a failure, too': async (given) => {
    const { bus } = given.shared;
    const topic = topicName();
    await bus.publish(topic, messages(['a', 'b'], 2));
    let throws = 3;
    const got = new Deliveries();
    const consumer = await bus.consume(groupName(), { topics: [topic] }, (delivery) => {
      if ((throws -= 1) >= 0) throw new Error('at once');
      return got.handler(delivery);
    });
    await got.until(4);
    await consumer.close();
    for (const key of ['a', 'b'])
      expect(got.idsOfKey(key)).toEqual(publishedIds(messages(['a', 'b'], 2), key));
  },
};
