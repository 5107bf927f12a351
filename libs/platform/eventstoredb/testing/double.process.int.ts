import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { EventStoreDBClient } from '@eventstore/db-client';
import {
  clientOf,
  DoubleRun,
  errorOf,
  eventually,
  idsOf,
  listOf,
  newStream,
  PATHS,
  sample,
  Watched,
} from './support/double-run.js';

const LOADER = fileURLToPath(new URL('../../sqlite/testing/source-loader.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-double-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The program, its sources; resolves with the addresses of its one line. */
async function start(port = '0'): Promise<{ url: string; control: string }> {
  const args = ['--port', port, '--file', join(folder, 'events.db'), '--control', '0'];
  child = spawn(process.execPath, ['--import', LOADER, MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const found = /^EventStoreDB wire double, not a server: (esdb:\S+), .* (http:\S+)$/.exec(line);
  if (!found) throw new Error(`not the line of the double: ${line}`);
  return { url: found[1] ?? '', control: found[2] ?? '' };
}

async function end(signal: NodeJS.Signals): Promise<unknown> {
  const gone = once(child as ChildProcess, 'exit');
  child?.kill(signal);
  return (await gone)[0];
}

const append = (client: EventStoreDBClient, stream: string, events = sample(1)) =>
  client.appendToStream(stream, events, { expectedRevision: 'no_stream', ...PATHS.unary });

/** The first call after a kill finds out that the connection is gone. */
const noticed = (client: EventStoreDBClient) =>
  listOf(client.readStream(newStream())).catch(() => undefined);

test('the program: what is acknowledged outlives a kill; SIGTERM ends it with 0', async () => {
  const { url } = await start();
  const client = clientOf(url);
  const [stream, events] = [newStream(), sample(3)];
  await append(client, stream, events);
  await end('SIGKILL');
  expect(await errorOf(append(client, newStream()))).toMatchObject({ code: 14 });
  await start(/:(\d+)\?/.exec(url)?.[1]);
  await noticed(client);
  const stored = await listOf(client.readStream(stream));
  expect(stored.map(({ event }) => event?.id)).toEqual(idsOf(events));
  expect(await end('SIGTERM')).toBe(0);
});

test('the control port: bad days in, how often they have struck out', async () => {
  const { url, control } = await start();
  const client = clientOf(url);
  const post = (body: unknown) =>
    fetch(control, { method: 'POST', body: JSON.stringify(body) }).then(async (response) => ({
      status: response.status,
      body: (await response.json()) as { struck?: object; error?: string },
    }));
  const lose = { on: 'append', action: { kind: 'loseRequest', answer: 'unavailable' }, times: 2 };
  expect(await post({ rules: [lose] })).toEqual({
    status: 200,
    body: { struck: {}, subscriptions: 0 },
  });
  expect(await errorOf(append(client, newStream()))).toMatchObject({ code: 14 });
  expect((await post({ clear: true })).body.struck).toEqual({ 'append.loseRequest': 1 });
  await append(client, newStream());
  const wrong = await post({ rules: [lose, { on: 'append', action: { kind: 'explode' } }] });
  expect(wrong).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('rules[1]') },
  });
  // Nothing of an order that is not understood is done.
  await append(client, newStream());
  const watched = new Watched(client.subscribeToAll());
  await eventually('events', () => watched.events.length > 0);
  expect((await post({ endSubscriptions: 13 })).body.struck).toMatchObject({
    'subscription.ended': 1,
  });
  await eventually('its end', () => watched.error !== undefined);
  expect(watched.error).toMatchObject({ code: 13 });
});

test('f. killed: subscriptions end with 14, and none comes back by itself; stopped: with 13', async () => {
  const run = await DoubleRun.open();
  for (const [ending, code, words] of [
    ['kill', 14, 'ECONNRESET'],
    ['stop', 13, 'EventStoreDB wire double'],
  ] as const) {
    const watched = new Watched(run.client.subscribeToAll());
    await eventually('events', () => watched.events.length > 0);
    expect(watched.error).toBeUndefined();
    await run.double[ending]();
    await eventually('its end', () => watched.error !== undefined);
    expect(watched.error).toMatchObject({ code, message: expect.stringContaining(words) });
    await run.restart();
    await noticed(run.client);
    expect(await append(run.client, newStream())).toMatchObject({ success: true });
    expect(run.double.faults.subscriptions).toBe(0);
  }
  await run.dispose();
});

test('by chance: the same calls are struck for the same seed, about as many as asked for', async () => {
  const seed = Number(process.env['TAMANI_TEST_SEED'] ?? Date.now() % 0x7fffffff);
  process.stderr.write(`wire double, faults by chance: TAMANI_TEST_SEED=${seed}\n`);
  const action = { kind: 'notReady' } as const;
  const rule = { on: 'append', action, chance: { probability: 0.5, seed } } as const;
  const outcomes = async (): Promise<string> => {
    const run = await DoubleRun.open({ faults: [rule] });
    let text = '';
    for (let n = 0; n < 60; n += 1)
      text += await append(run.client, newStream()).then(
        () => '.',
        () => 'x',
      );
    expect(run.double.faults.counts()).toEqual({
      'append.notReady': [...text].filter((one) => one === 'x').length,
    });
    await run.dispose();
    return text;
  };
  const first = await outcomes();
  expect(await outcomes()).toBe(first);
  expect(first).toContain('x');
  expect(first).toContain('.');
});
