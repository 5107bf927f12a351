import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Rig } from '../../testing/rig.js';
import { Wire } from '../../testing/wire.js';

const LARGE = 64 * 1024 * 1024;
const PIECE = Buffer.alloc(64 * 1024, 'x');
const limits = {
  ...{ inHand: 8, bodiesBytes: 6 * 64 * 1024 },
  ...{ headersMs: 300, requestMs: 700, stalledMs: 3_000, answerMs: 1_000 },
};

/** What happened to answers that a service had begun. */
const cut: string[] = [];
const watch = (name: string, response: ServerResponse): void => {
  response.once('close', () => {
    if (!response.writableFinished) cut.push(name);
  });
};
const own = {
  /** Answers when its client has gone, that is never. */
  never: (_: IncomingMessage, response: ServerResponse) => watch('never', response),
  large: async (_: IncomingMessage, response: ServerResponse) => {
    watch('large', response);
    response.writeHead(200, { 'content-length': LARGE });
    for (let sent = 0; sent < LARGE && !response.destroyed; sent += PIECE.length)
      if (!response.write(PIECE)) await Promise.race([once(response, 'drain'), pause(2_000)]);
    response.end();
  },
  broken: (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-length': 100 }).write('ten bytes.');
    setTimeout(() => response.destroy(), 50);
  },
  silent: (_: IncomingMessage, response: ServerResponse) => {
    watch('silent', response);
    response.writeHead(200, { 'content-length': 100 }).write('ten bytes.');
  },
  feed: async (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let n = 1; n <= 5; n += 1) {
      response.write(`id: ${n}\n\n`);
      await pause(200);
    }
    response.end();
  },
};
const get = (path: string): string => `GET /v1/spend/${path} HTTP/1.1\r\nhost: gateway\r\n\r\n`;
const post = (length: number): string =>
  `POST /v1/spend/x HTTP/1.1\r\nhost: gateway\r\naccept-language: en\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

describe('who is slow, or goes away', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.open({ limits, own });
  });
  afterAll(() => rig.close());
  const wire = () => Wire.to(rig.url);
  const until = async (isSo: () => boolean, withinMs = 6_000) => {
    for (const end = performance.now() + withinMs; !isSo() && performance.now() < end;)
      await pause(5);
    return isSo();
  };

  test.each([
    ['nothing', ''],
    ['half a request line', 'GET /v1/spe'],
    ['headers without an end', 'GET /v1/spend/x HTTP/1.1\r\nhost: gateway\r\nx-a: 1\r\n'],
    ['a body without its end', `${post(1_000)}{"a":`],
  ])('who sends %s is told 408, and the connection is closed', async (_, bytes) => {
    const before = rig.seen.length;
    const slow = (await wire()).say(bytes);
    const [answer] = await slow.answers(1);
    expect(answer).toMatchObject({ status: 408, headers: { connection: 'close' } });
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ code: 'request_too_slow', status: 408 });
    slow.hangUp();
    expect(rig.seen.length).toBe(before);
  });

  test('a byte at a time is as slow as none', async () => {
    const slow = (await wire()).say('GET /v1/spend/x HTTP/1.1\r\nx: ');
    for (let n = 0; n < 200 && !slow.isClosed; n += 1) {
      slow.say('y');
      await pause(10);
    }
    expect(slow.heard).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('a body that breaks off reaches no service', async () => {
    const before = rig.seen.length;
    const broken = (await wire()).say(`${post(20)}{"half":`);
    await pause(50);
    broken.hangUp();
    expect(await rig.isIdle()).toBe(true);
    expect(rig.seen.length).toBe(before);
  });

  test('an answer that breaks off is cut, not ended', async () => {
    const reader = (await wire()).say(get('broken'));
    expect(await reader.closed(2_000)).toBe(true);
    expect(reader.heard).toMatch(/content-length: 100\r\n/);
    expect(reader.heard.endsWith('ten bytes.')).toBe(true);
  });

  test('an answer that goes silent is cut; one that does not begin is 503', async () => {
    const silent = (await wire()).say(get('silent'));
    const never = (await wire()).say(get('never'));
    const [answer] = await never.answers(1);
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(await silent.closed(6_000)).toBe(true);
    expect(await until(() => cut.includes('silent') && cut.includes('never'))).toBe(true);
    never.hangUp();
  });

  test('a download that is given up is given up towards the service, too', async () => {
    cut.length = 0;
    const begun = (await wire()).say(get('large'));
    const early = (await wire()).say(get('never'));
    await until(() => begun.heard.length > PIECE.length);
    begun.hangUp();
    early.hangUp();
    // Sooner than an answer may take.
    expect(await until(() => cut.length === 2, 700)).toBe(true);
    expect(await rig.isIdle()).toBe(true);
  });

  test('who takes nothing of an answer is cut', async () => {
    cut.length = 0;
    const stuck = (await wire()).say(get('large'));
    stuck.socket.pause();
    expect(await until(() => cut.includes('large'), 15_000)).toBe(true);
    expect(await rig.isIdle()).toBe(true);
    stuck.hangUp();
  });

  test('a feed comes piece by piece', async () => {
    const reader = (await wire()).say(get('feed'));
    expect(await until(() => reader.heard.includes('id: 1\n'))).toBe(true);
    expect(reader.heard).not.toContain('id: 4\n');
    const [answer] = await reader.answers(1);
    expect(answer?.body.match(/id: \d/g)).toHaveLength(5);
    reader.hangUp();
  });

  test('pipelined requests of a connection that is gone are in hand no longer', async () => {
    for (let n = 0; n < 3; n += 1) {
      const one = (await wire()).say(get('never').repeat(4));
      await pause(50);
      one.hangUp();
    }
    expect(await rig.isIdle()).toBe(true);
  });

  test('a refusal is not read as the answer of the request before it', async () => {
    const one = (await wire()).say(`${get('never')}no request at all\r\n\r\n`);
    await one.closed(1_000);
    expect(one.heard).toBe('');
  });

  test('requests have a bound, whole or not; monitoring is answered above it', async () => {
    const waiting = await Promise.all(Array.from({ length: 8 }, wire));
    for (const one of waiting) one.say(get('never'));
    await pause(50);
    const [refused] = await (await wire()).say(get('x')).answers(1);
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(JSON.parse(refused?.body ?? '')).toMatchObject({ code: 'overloaded' });
    expect((await fetch(`${rig.url}/livez`)).status).toBe(200);
    for (const one of waiting) one.hangUp();
    expect(await rig.isIdle()).toBe(true);
  });

  test('bodies have a bound together, by what they announce', async () => {
    const waiting = await Promise.all(Array.from({ length: 6 }, wire));
    for (const one of waiting) one.say(`${post(64 * 1024)}{`);
    await pause(50);
    const [refused] = await (await wire()).say(`${post(64 * 1024)}{`).answers(1);
    expect(JSON.parse(refused?.body ?? '')).toMatchObject({ code: 'overloaded' });
    const [read] = await (await wire()).say(get('x')).answers(1);
    expect(read?.status).toBe(200);
    for (const one of waiting) one.hangUp();
    expect(await rig.isIdle()).toBe(true);
  });
});
