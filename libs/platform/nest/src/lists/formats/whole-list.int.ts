import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { subscribe } from 'node:diagnostics_channel';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { DeskApp } from '../../../testing/desk-app.js';
import type { ListDefinition } from '../../index.js';
import { listController } from '../list-controller.js';

const ROWS = 50_000;
const PAGE = 200;
const NOTE = 'n'.repeat(2_000);
const PAGE_BYTES = PAGE * NOTE.length;
/** What the kernel takes for a connection on both of its sides, at most, rather more. */
const IN_KERNEL = 32 * 1024 ** 2;

let asked = 0;
let breakAt = Infinity;
/** 100 MB, a page at a time. */
const longList: ListDefinition = {
  path: 'long-things',
  roles: ['auditor'],
  summary: 'A hundred megabytes',
  item: z.strictObject({ n: z.int(), note: z.string() }).meta({ id: 'LongThing' }),
  parameters: {},
  page({ limit, cursor = '0' }) {
    asked += 1;
    if (asked > breakAt) return Promise.reject(new Error('broken'));
    const from = Number(cursor);
    const data = Array.from({ length: limit }, (_, at) => ({ n: from + at, note: NOTE }));
    const end = from + limit;
    return Promise.resolve({ data, nextCursor: end < ROWS ? String(end) : null });
  },
};

/** The connections as the server has them. */
const served: Socket[] = [];
subscribe('net.server.socket', (message) => {
  served.push((message as { readonly socket: Socket }).socket);
});

let desk: DeskApp;
let authorization = '';
let client: Socket;
let received: { readonly bytes: () => number; readonly text: () => string };

beforeAll(async () => {
  desk = await DeskApp.open({ controllers: [listController(longList)] });
  authorization = `Bearer ${await desk.token('auditor')}`;
});
afterAll(() => desk.close());
beforeEach(() => {
  asked = 0;
  breakAt = Infinity;
});
afterEach(() => void client.destroy());

/** Asks over a connection of its own, which closes after the answer. */
async function ask(accept: string, query = ''): Promise<void> {
  client = connect(await desk.listen(), '127.0.0.1');
  const chunks: Buffer[] = [];
  client.on('data', (chunk) => void chunks.push(chunk));
  client.on('error', () => undefined);
  received = {
    bytes: () => chunks.reduce((sum, { length }) => sum + length, 0),
    text: () => Buffer.concat(chunks).toString('latin1'),
  };
  const lines = [
    `GET /v1/long-things${query} HTTP/1.1`,
    ...['host: x', 'connection: close', `accept: ${accept}`, `authorization: ${authorization}`],
  ];
  client.write(`${lines.join('\r\n')}\r\n\r\n`);
}

const ended = () => new Promise((resolve) => client.once('close', resolve));

/** The body of chunks, and whether its end was said. */
function bodyOf(text: string): { readonly body: string; readonly isWhole: boolean } {
  let at = text.indexOf('\r\n\r\n') + 4;
  const parts: string[] = [];
  for (;;) {
    const line = text.indexOf('\r\n', at);
    const size = line < 0 ? Number.NaN : Number.parseInt(text.slice(at, line), 16);
    if (Number.isNaN(size)) return { body: parts.join(''), isWhole: false };
    if (size === 0) return { body: parts.join(''), isWhole: true };
    parts.push(text.slice(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

test.each(['text/csv', 'application/x-ndjson'])(
  '%s of 50,000 rows is one answer, sent in chunks as it is read: each row once',
  async (accept) => {
    await ask(accept);
    await ended();
    expect(received.text().slice(0, 1_000)).toMatch(/transfer-encoding: chunked/i);
    expect(received.text().slice(0, 1_000)).not.toMatch(/content-length|\r\nlink:/i);
    const { body, isWhole } = bodyOf(received.text());
    expect(isWhole).toBe(true);
    const lines = body.split('\n').slice(accept === 'text/csv' ? 1 : 0, -1);
    const number = (line: string) => Number(/^(?:\{"n":)?(\d+)/.exec(line)?.[1]);
    expect(lines.map(number)).toEqual(Array.from({ length: ROWS }, (_, n) => n));
    expect(body.match(/n,note/g)?.length ?? 0).toBe(accept === 'text/csv' ? 1 : 0);
    expect(asked).toBe(ROWS / PAGE);
  },
);

test('a slow reader holds up its own list: no page is read that nobody takes', async () => {
  await ask('text/csv');
  await new Promise((resolve) => client.once('data', resolve));
  client.pause();
  for (let before = -1; before !== asked;) {
    before = asked;
    await pause(300);
  }
  const unsent = asked * PAGE_BYTES - received.bytes();
  expect(asked).toBeLessThan((ROWS / PAGE) * 0.5);
  expect(unsent).toBeLessThan(IN_KERNEL);
  const held = served.reduce((sum, { writableLength }) => sum + writableLength, 0);
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(3 * PAGE_BYTES);
  client.resume();
  await ended();
  expect(asked).toBe(ROWS / PAGE);
  expect(bodyOf(received.text()).isWhole).toBe(true);
}, 60_000);

test('a reader that has gone ends the reading', async () => {
  await ask('text/csv');
  await new Promise((resolve) => client.once('data', resolve));
  client.destroy();
  await pause(200);
  const then = asked;
  await pause(300);
  expect(asked).toBe(then);
  expect(asked).toBeLessThan(ROWS / PAGE);
});

test('what fails on the way breaks the answer off: it cannot be taken for the whole', async () => {
  breakAt = 3;
  await ask('text/csv');
  await ended();
  expect(received.text()).toMatch(/^HTTP\/1.1 200 /);
  expect(bodyOf(received.text()).isWhole).toBe(false);
});

test('a first page that fails is a problem; one with a limit has its length and its Link', async () => {
  breakAt = 0;
  await ask('text/csv');
  await ended();
  expect(received.text()).toMatch(/^HTTP\/1.1 500 /);
  breakAt = Infinity;
  await ask('text/csv', '?limit=2');
  await ended();
  expect(received.text()).toMatch(/content-length: \d+/i);
  expect(received.text()).toMatch(/link: <\/v1\/long-things\?limit=2&cursor=2>; rel="next"/i);
});
