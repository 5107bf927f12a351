import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { binaryEvent, EventStoreDBClient, type EventData } from '@eventstore/db-client';
import { canonicalText } from '@tamani/kernel';
import type { EventStore, NewEvent, StoredEvent } from '@tamani/ports';
import { seeded } from '@tamani/testing/engines';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { foundServer, freshNamespace } from '../testing/support/contract-server.js';
import { openEventStoreDb } from './index.js';

const PAGE = 500;
const { seed, numRuns } = seeded('texts in EventStoreDB', { runs: 10_000, fullRuns: 100_000 });

const server = await foundServer();
const namespace = freshNamespace();
let store: EventStore;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await openEventStoreDb({ url: server.url, namespace });
  client = EventStoreDBClient.connectionString(server.url);
});
afterAll(async () => {
  await store.close();
  await client.dispose();
  await server.stop();
});

const eventOf = (data: string, meta: string): NewEvent => ({
  id: randomUUID(),
  type: 'Sample',
  data,
  meta,
});
const META = '{"causationId":"m-7","correlationId":"c-7","schemaVersion":1}';
const textsOf = (events: readonly (StoredEvent | NewEvent)[]) =>
  events.map(({ data, meta }) => ({ data, meta }));

/** As the server and its own tools see the events of a stream. */
async function seen(stream: string) {
  const found = [];
  for await (const { event } of client.readStream(`${namespace}.${stream}`))
    if (event) found.push(event);
  return found;
}

describe('the text of an event', () => {
  test('comes back to the byte, whatever it is', async () => {
    const member = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('$correlationId', '$causationId', '__proto__', 'constructor', '10', '9', ''),
    );
    const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger(), fc.constant(null));
    const ours = fc.dictionary(member, fc.oneof(leaf, fc.array(leaf), fc.dictionary(member, leaf)));
    const value = fc.dictionary(member, fc.jsonValue());
    const text = fc.oneof(
      { weight: 3, arbitrary: ours.map(canonicalText) },
      { weight: 1, arbitrary: value.map((one) => JSON.stringify(one, null, 1)) },
      fc.json(),
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.constantFrom('{"a":1,"a":2}', '{"n":1.0}', '{"n":1e2}', '{"n":-0}', '"x"', '\u001e{}'),
    );
    const texts = fc.sample(fc.tuple(text, text), { seed, numRuns });
    // The port refuses an empty text, a NUL, and what is no UTF-8.
    const isText = (one: string) =>
      one !== '' && !one.includes('\0') && Buffer.from(one).toString() === one;
    const events = texts
      .filter(([data, meta]) => isText(data) && isText(meta))
      .map(([data, meta]) => eventOf(data, meta));
    expect(events.length).toBeGreaterThan(numRuns / 2);
    for (let at = 0; at < events.length; at += PAGE) {
      const some = events.slice(at, at + PAGE);
      const stream = `sample-${randomUUID()}`;
      await store.append(stream, some, 'no_stream');
      expect(textsOf(await store.readStream(stream))).toEqual(textsOf(some));
    }
  }, 120_000);

  test('is JSON for the server, with its own names of what belongs together', async () => {
    const stream = `sample-${randomUUID()}`;
    const data = canonicalText({ amount: { value: '1.00' }, name: 'Ségou' });
    await store.append(stream, [eventOf(data, META)], 'no_stream');
    const [event] = await seen(stream);
    expect(event).toMatchObject({ isJson: true, data: JSON.parse(data) });
    expect(event?.metadata).toEqual({
      ...JSON.parse(META),
      $correlationId: 'c-7',
      $causationId: 'm-7',
    });
  });

  test('stays bytes where the client would write another one', async () => {
    const stream = `sample-${randomUUID()}`;
    const texts = ['{"10":1,"9":2}', '{"n":1.0}', '{"a":1,"a":2}', '[1]', 'text'];
    const events = texts.map((data) => eventOf(data, '{"$correlationId":"own"}'));
    await store.append(stream, events, 'no_stream');
    expect((await seen(stream)).map(({ isJson }) => isJson)).toEqual(texts.map(() => false));
    expect(textsOf(await store.readStream(stream))).toEqual(textsOf(events));
  });

  test('written as bytes by an earlier version is read as it is', async () => {
    const stream = `sample-${randomUUID()}`;
    const data = canonicalText({ n: 1 });
    const earlier: EventData = binaryEvent({
      type: 'Sample',
      data: Buffer.from(data),
      metadata: new Uint8Array(Buffer.from(`\u001e${META}`)),
    });
    await client.appendToStream(`${namespace}.${stream}`, [earlier]);
    expect(textsOf(await store.readStream(stream))).toEqual([{ data, meta: META }]);
  });
});
