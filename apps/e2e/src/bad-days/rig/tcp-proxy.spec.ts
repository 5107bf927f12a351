import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { addressOf, ledThrough } from './addresses.js';
import { announcedAt } from './kafka-announcement.js';
import { TcpProxy } from './tcp-proxy.js';

let server: Server;
let proxy: TcpProxy;
const sockets: Socket[] = [];

/** An engine that echoes its input. */
beforeEach(async () => {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  proxy = await TcpProxy.open({ host: '127.0.0.1', port });
});
afterEach(async () => {
  await proxy.close();
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
});

/** A client, with the answers it received. */
async function client() {
  const { host, port } = proxy.address;
  const socket = connect(port, host);
  sockets.push(socket);
  const heard: Buffer[] = [];
  const state = { isClosed: false };
  socket.on('data', (bytes) => heard.push(bytes));
  socket.on('error', () => undefined);
  socket.on('close', () => (state.isClosed = true));
  // A line that is cut may end it even before.
  await once(socket, 'connect').catch(() => undefined);
  return { socket, state, text: () => Buffer.concat(heard).toString() };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(2);
}

describe('a line', () => {
  test('passes, holds without losing anything, and passes on in order', async () => {
    const { socket, text } = await client();
    socket.write('one ');
    await until(() => text() === 'one ');
    proxy.stall();
    socket.write('two ');
    await until(() => proxy.strokes.held > 0);
    expect(text()).toBe('one ');
    proxy.latencyMs = 5;
    socket.write('three');
    await pause(20);
    proxy.pass();
    await until(() => text() === 'one two three');
  });

  test('ends all connections, and each new one, until it passes again', async () => {
    const first = await client();
    proxy.cut();
    await until(() => first.state.isClosed);
    const second = await client();
    await until(() => second.state.isClosed);
    proxy.pass();
    const third = await client();
    third.socket.write('here');
    await until(() => third.text() === 'here');
    expect(proxy.strokes.cut).toBe(2);
  });

  test.each(['request', 'answer'] as const)('cuts in mid-message, in a %s', async (direction) => {
    const { socket, state, text } = await client();
    proxy.drop(4, direction);
    socket.write('all of it');
    await until(() => state.isClosed);
    expect(['', 'all ']).toContain(text());
    expect(proxy.strokes).toEqual({ cut: 0, dropped: 1, held: 0 });
    const next = await client();
    next.socket.write('all of it');
    await until(() => next.text() === 'all of it');
  });
});

test('a broker is announced at the port of the line, in answers that come in pieces', () => {
  const broker = { host: '127.0.0.1', port: 29_092 };
  const place = (port: number): Buffer => {
    const bytes = Buffer.from('\0\u0009127.0.0.1\0\0\0\0', 'latin1');
    bytes.writeInt32BE(port, bytes.length - 4);
    return bytes;
  };
  const sized = (body: Buffer): Buffer => {
    const size = Buffer.alloc(4);
    size.writeInt32BE(body.length);
    return Buffer.concat([size, body]);
  };
  const answer = (port: number) => Buffer.concat([Buffer.from('abc'), place(port), place(port)]);
  const said = Buffer.concat([sized(answer(29_092)), sized(answer(1_234)), sized(answer(29_092))]);
  const translated = announcedAt(broker, 40_001)();
  const heard = Array.from(said, (_, n) => translated(said.subarray(n, n + 1)));
  const expected = [answer(40_001), answer(1_234), answer(40_001)].map(sized);
  expect(Buffer.concat(heard)).toEqual(Buffer.concat(expected));
});

test('a URL is led through another address, with all else that it says', () => {
  const through = { host: '127.0.0.1', port: 7 };
  const urls = ['esdb://engine:2113?tls=false', 'broker:9092', 'mongodb://u:p@host:27017/?a=b'];
  expect(urls.map((url) => addressOf(url).port)).toEqual([2113, 9092, 27017]);
  expect(urls.map((url) => ledThrough(url, through))).toEqual([
    'esdb://127.0.0.1:7?tls=false',
    '127.0.0.1:7',
    'mongodb://u:p@127.0.0.1:7/?a=b',
  ]);
});
