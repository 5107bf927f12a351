import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { isSigned, Receiver, refusing, status, taken } from '../../testing/receiver.js';
import { WebhookRig } from '../../testing/webhook-rig.js';
import { WebhookSecrets } from './secrets.js';

let rig: WebhookRig;
let receiver: Receiver;
beforeEach(async () => {
  rig = new WebhookRig();
  receiver = await Receiver.start();
});
afterEach(async () => {
  await rig.close();
  receiver.close();
});

describe('the messages of a webhook', () => {
  test('CloudEvents from its registration on, with a valid signature', async () => {
    await rig.sell(2);
    await rig.register('w1', receiver.url);
    await rig.dispatch();
    await rig.sell(3);
    await receiver.has(3);
    expect(receiver.numbers).toEqual([3, 4, 5]);
    const [first] = receiver.received;
    if (!first) throw new Error('nothing came');
    expect(first.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': first.event.id,
    });
    expect(first.event).toMatchObject({
      ...{ specversion: '1.0', source: '/tamani/shop', type: 'shop.Sold.v1' },
      ...{ subject: 'shop.Sale-3', datacontenttype: 'application/json', data: { n: 3 } },
    });
    const secret = rig.secrets.secretOf('w1', 1);
    expect(isSigned(first, secret)).toBe(true);
    expect(new Webhook(secret).verify(first.body, first.headers)).toMatchObject(first.event);
    expect(isSigned(first, rig.secrets.secretOf('w1', 2))).toBe(false);
    expect(isSigned({ ...first, body: `${first.body} ` }, secret)).toBe(false);
  });

  test('only the selected types', async () => {
    await rig.register('w1', receiver.url, ['shop.Sold.v2', 'audit.*']);
    await rig.register('w2', receiver.url, ['*']);
    await rig.dispatch();
    await rig.sell(1);
    await receiver.has(1);
    const [first] = receiver.received;
    expect(first && isSigned(first, rig.secrets.secretOf('w2', 1))).toBe(true);
    await rig.until(async () => (await rig.deliveries()).length > 0);
    expect(await rig.deliveries()).toMatchObject([{ webhookId: 'w2' }]);
  });

  test('after a rotation both secrets sign for a day; no secret is on disk', async () => {
    await rig.register('w1', receiver.url);
    const at = new Date().toISOString();
    const { keyId } = rig.secrets;
    await rig.act('w1', { type: 'RotateWebhookSecret', keyId, at, by: { id: 'a' } });
    await rig.dispatch();
    await rig.sell(1);
    await receiver.has(1);
    const [first] = receiver.received;
    for (const version of [1, 2]) {
      const secret = rig.secrets.secretOf('w1', version);
      expect(first && isSigned(first, secret)).toBe(true);
      expect(rig.bytes()).not.toContain(secret.slice('whsec_'.length));
    }
    expect(rig.bytes()).toContain(keyId);
  });

  test('a process with another key signs nothing', async () => {
    await rig.register('w1', receiver.url);
    await rig.dispatch({}, new WebhookSecrets(Buffer.alloc(32, 8)));
    await rig.sell(1);
    await rig.until(async () => (await rig.deliveries()).length > 0);
    expect(await rig.deliveries()).toMatchObject([{ log: [{ error: 'key_missing' }] }]);
    expect(receiver.received).toEqual([]);
  });
});

describe('a failing receiver', () => {
  test('is retried; later messages wait, so that the order is kept', async () => {
    receiver.answer = refusing(3);
    await rig.register('w1', receiver.url);
    await rig.dispatch();
    await rig.sell(3);
    await receiver.has(6);
    expect(receiver.numbers).toEqual([1, 1, 1, 1, 2, 3]);
    await rig.until(async () => (await rig.deliveries()).length === 3);
    const [first] = await rig.deliveries();
    expect(first).toMatchObject({ status: 'delivered', attempts: 4, nextAttemptAt: null });
    expect(first?.log.map((one) => one.status)).toEqual([204, 500, 500, 500]);
  });

  test('does not delay other receivers', async () => {
    const other = await Receiver.start();
    receiver.answer = () => undefined;
    await rig.register('slow', receiver.url);
    await rig.register('quick', other.url);
    await rig.dispatch({ timeoutMs: 5_000 });
    await rig.sell(20);
    await other.has(20);
    expect(receiver.received.length).toBe(1);
    other.close();
  });

  test('a slow one is a timeout; of an endless answer the status counts', async () => {
    let isFirst = true;
    receiver.answer = (response) => {
      if (isFirst) return void (isFirst = false);
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 'x')));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    };
    await rig.register('w1', receiver.url);
    await rig.dispatch();
    await rig.sell(2);
    await rig.until(async () => (await rig.deliveries()).length === 2);
    const [first, second] = await rig.deliveries();
    expect(first?.log.map(({ error, status: code }) => error ?? code)).toEqual([200, 'timeout']);
    expect(second).toMatchObject({ status: 'delivered' });
    expect(second?.log[0]?.answer).toHaveLength(500);
  });

  test('that redirects is not followed', async () => {
    const other = await Receiver.start();
    receiver.answer = status(307, { location: other.url });
    await rig.register('w1', receiver.url);
    await rig.dispatch();
    await rig.sell(1);
    await receiver.has(2);
    expect(other.received).toEqual([]);
    other.close();
  });

  test('410 disables at once; missed messages are sent after resumption', async () => {
    receiver.answer = status(410);
    await rig.register('w1', receiver.url);
    await rig.dispatch();
    await rig.sell(2);
    await rig.until(async () => (await rig.state('w1'))?.status === 'disabled');
    expect(await rig.state('w1')).toMatchObject({ reason: 'gone: HTTP 410' });
    expect(receiver.numbers).toEqual([1]);
    receiver.answer = taken;
    await rig.resume('w1');
    await receiver.has(3);
    expect(receiver.numbers).toEqual([1, 1, 2]);
  });

  test('failing for too long: disabled, with an event', async () => {
    receiver.answer = status(500);
    await rig.register('w1', receiver.url);
    await rig.dispatch({ disableAfterMs: 100 });
    await rig.sell(1);
    await rig.until(async () => (await rig.state('w1'))?.status === 'disabled');
    expect(receiver.received.length).toBeGreaterThan(2);
    expect(await rig.state('w1')).toMatchObject({ reason: 'failing: HTTP 500' });
    // Resumed, it has the whole time again.
    receiver.answer = refusing(1);
    await rig.resume('w1');
    await rig.until(async () => (await rig.deliveries())[0]?.status === 'delivered');
  });
});

describe('in between', () => {
  test('paused it receives nothing, resumed it receives everything', async () => {
    await rig.register('w1', receiver.url);
    await rig.dispatch();
    await rig.sell(1);
    await receiver.has(1);
    await rig.pause('w1');
    await rig.sell(5);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(receiver.received.length).toBe(1);
    await rig.resume('w1');
    await receiver.has(6);
    expect(receiver.numbers).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('a stop at any moment loses none and keeps the order', async () => {
    receiver.answer = (response, received) => {
      const ms = (received.event.data.n ?? 0) % 3;
      setTimeout(() => taken(response, received), ms);
    };
    await rig.register('w1', receiver.url);
    let dispatcher = await rig.dispatch();
    const selling = rig.sell(120);
    for (let n = 1; n <= 6; n += 1) {
      await receiver.has(n * 15);
      await dispatcher.stop();
      dispatcher = await rig.dispatch();
    }
    await selling;
    await rig.until(async () => receiver.numbers.includes(120));
    const firsts = [...new Set(receiver.numbers)];
    expect(firsts).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
  });

  test('cut off between the answer and the log: it comes again, under the same id', async () => {
    await rig.register('w1', receiver.url);
    await rig.dispatch();
    rig.unwritten = 2;
    await rig.sell(2);
    await receiver.has(4);
    expect(receiver.numbers).toEqual([1, 1, 1, 2]);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  test('a test and a manual resend are sent once, outside the order', async () => {
    await rig.register('w1', receiver.url);
    const dispatcher = await rig.dispatch();
    await rig.sell(1);
    await receiver.has(1);
    await rig.until(async () => (await rig.deliveries()).length === 1);
    const [first] = await rig.deliveries();
    await rig.pause('w1');
    await rig.act('w1', { type: 'RequestWebhookTest', by: { id: 'a' } });
    const { messageId = '', stream = '', revision = '' } = first ?? {};
    const source = { messageId, stream, revision };
    await rig.act('w1', { type: 'RequestWebhookResend', ...source, by: { id: 'a' } });
    await receiver.has(3);
    expect(receiver.received.map(({ event }) => event.type)).toEqual([
      'shop.Sold.v1',
      'audit.WebhookTested.v1',
      'shop.Sold.v1',
    ]);
    expect(receiver.received[2]?.headers['webhook-id']).toBe(messageId);
    await rig.until(async () => (await rig.deliveries()).length === 3);
    const triggers = (await rig.deliveries()).map(({ trigger }) => trigger);
    expect(triggers).toEqual(['event', 'test', 'resend']);
    await dispatcher.stop();
    await rig.dispatch();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(receiver.received.length).toBe(3);
  });
});
