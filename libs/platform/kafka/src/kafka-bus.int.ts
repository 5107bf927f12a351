import { afterAll, afterEach, expect, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { findKafka } from '../testing/engine.js';
import { Buses, messageOf, newNames, Record, until } from '../testing/rehearsal.js';
import { openKafkaBus } from './index.js';

const found = await findKafka();
const brokers = found?.brokers ?? [];
const buses = new Buses(brokers);
afterEach(() => buses.close());
afterAll(() => found?.stop());

const driver = () => new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });

/** The first record of a topic, as any other program would see it. */
async function rawRecord(topic: string): Promise<KafkaMessage> {
  const consumer = driver().consumer({ groupId: `${topic}.raw` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const record = new Promise<KafkaMessage>((resolve) => {
    void consumer.run({ eachMessage: async ({ message }) => resolve(message) });
  });
  try {
    return await record;
  } finally {
    await consumer.disconnect();
  }
}

/** Twenty messages of 200 kB in one call. */
const large = Array.from({ length: 20 }, (_, nth) => ({
  ...messageOf('large', nth),
  data: JSON.stringify('x'.repeat(200_000)),
}));

describeOn(found, 'the bus on Kafka', () => {
  test('writes CloudEvents in binary mode, in the topic of its namespace', async () => {
    const bus = await buses.open({ namespace: 'own' });
    const { topic } = newNames();
    await bus.publish(topic, [{ ...messageOf('a', 1), headers: { traceparent: '00-ab-cd-01' } }]);
    const { key, value, headers } = await rawRecord(`own.${topic}`);
    expect(String(key)).toBe('a');
    expect(String(value)).toBe('{"nth":1}');
    expect(
      Object.fromEntries(Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)])),
    ).toEqual({
      ce_specversion: '1.0',
      ce_id: 'a-1',
      ce_type: 'test.Happened.v1',
      ce_source: `/tamani/${topic}`,
      'content-type': 'application/json',
      traceparent: '00-ab-cd-01',
    });
  });

  test('keeps systems with different namespaces apart', async () => {
    const [one, other] = [
      await buses.open({ namespace: 'one' }),
      await buses.open({ namespace: 'other' }),
    ];
    const { topic, group } = newNames();
    await one.publish(topic, [messageOf('a', 1)]);
    expect(await one.lag(group, [topic])).toBe(1);
    expect(await other.lag(group, [topic])).toBe(0);
  });

  test('publishes a call that is larger than a broker takes at once, in order', async () => {
    const bus = await buses.open({ partitions: 1 });
    const { topic, group } = newNames();
    await bus.publish(topic, large);
    const record = new Record();
    await bus.consume(group, { topics: [topic] }, record.handler);
    await until('all are there', () => record.done.length === large.length);
    expect(record.done.map(({ id }) => id)).toEqual(large.map(({ id }) => id));
  });

  test('control: in one request the broker refuses it', async () => {
    const bus = await buses.open({ partitions: 1 });
    const { topic } = newNames();
    await bus.publish(topic, [messageOf('small', 1)]);
    const producer = driver().producer();
    await producer.connect();
    const messages = large.map(({ key, data }) => ({ key, value: data }));
    const sent = producer.send({ topic: `own.${topic}`, messages });
    await expect(sent).rejects.toMatchObject({ type: 'MESSAGE_TOO_LARGE' });
    await producer.disconnect();
  });

  test('gives a record of another program to the handler, too', async () => {
    const bus = await buses.open();
    const { topic, group } = newNames();
    const record = new Record();
    await bus.consume(group, { topics: [topic] }, record.handler);
    const producer = driver().producer();
    await producer.connect();
    await producer.send({ topic: `own.${topic}`, messages: [{ key: 'k', value: 'no JSON' }] });
    await producer.disconnect();
    await until('it is there', () => record.done.length === 1);
    expect(record.done[0]).toMatchObject({ key: 'k', data: 'no JSON', type: '', headers: {} });
    expect(record.done[0]?.id).toMatch(/-\d+-0$/);
  });

  test('refuses after it was closed, and an impossible replication as misuse', async () => {
    const bus = await buses.open();
    const { topic, group } = newNames();
    await bus.close();
    const closed = { name: 'StoreUnavailable' };
    await expect(bus.publish(topic, [messageOf('a', 1)])).rejects.toMatchObject(closed);
    await expect(bus.lag(group, [topic])).rejects.toMatchObject(closed);
    const many = await buses.open({ replication: 99 });
    const misuse = {
      name: 'StoreMisuse',
      message: expect.stringContaining('INVALID_REPLICATION_FACTOR'),
    };
    await expect(many.publish(topic, [messageOf('a', 1)])).rejects.toMatchObject(misuse);
  });

  test('says that no broker answers', async () => {
    const nowhere = openKafkaBus({ brokers: ['127.0.0.1:1'], namespace: '' });
    await expect(nowhere).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });
});
