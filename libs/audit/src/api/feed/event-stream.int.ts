import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { ContextApp } from '@tamani/nest/testing';
import { openAudit } from '../../../testing/audit-app.js';
import { LogWriter } from '../../../testing/log-writer.js';

const stream = 'procurement.Requisition-0198aaaa-0000-7000-8000-000000000001';

let app: ContextApp;
let log: LogWriter;
beforeEach(async () => {
  app = await openAudit([]);
  log = new LogWriter(app.runtime.ports.store);
});
afterEach(() => app.close());

interface Told {
  readonly id: string;
  readonly event?: { readonly id: string; readonly position: string };
}

/** The fields of a Server-Sent Event, of a block of lines. */
function toldBy(block: string): Told | undefined {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const [id, data] = [field('id'), field('data')];
  if (id === undefined) return undefined;
  return { id, ...(data !== undefined && { event: JSON.parse(data) as Told['event'] }) };
}

/** An open stream, read one event at a time. */
class Listener {
  private readonly blocks: AsyncIterator<string>;

  private constructor(
    readonly response: IncomingMessage,
    private readonly call: ClientRequest,
  ) {
    this.blocks = blocksOf(response);
  }

  static async open(query = '', headers: Readonly<Record<string, string>> = {}) {
    const authorization = `Bearer ${await app.token('auditor')}`;
    const accept = 'text/event-stream';
    const call = request(`http://127.0.0.1:${await app.listen()}/v1/events${query}`, {
      headers: { ...headers, authorization, accept },
    });
    call.end();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    return new Listener(response, call);
  }

  /** The next event; undefined at the end. */
  async next(): Promise<Told | undefined> {
    for (;;) {
      const { value, done } = await this.blocks.next();
      if (done) return undefined;
      const told = toldBy(value);
      if (told?.event) return told;
    }
  }

  close(): void {
    this.response.on('error', () => undefined);
    this.call.destroy();
  }
}

async function* blocksOf(response: IncomingMessage): AsyncGenerator<string> {
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks;
  }
}

test('existing, then new events, with positions; resumed by Last-Event-ID', async () => {
  await log.write(stream);
  const first = await Listener.open('?after=0&include=data');
  expect(first.response.headers['content-type']).toBe('text/event-stream');
  expect(await first.next()).toMatchObject({ event: { id: log.ids[0], data: { n: 0 } } });
  await log.write(stream);
  const second = await first.next();
  expect(second?.event?.id).toBe(log.ids[1]);
  expect(second?.event?.position).toBe(second?.id);
  first.close();
  for (let n = 0; n < 3; n++) await log.write(stream);
  const resumed = await Listener.open('', { 'last-event-id': second?.id ?? '' });
  const seen = [await resumed.next(), await resumed.next(), await resumed.next()];
  expect(seen.map((told) => told?.event?.id)).toEqual(log.ids.slice(2));
  resumed.close();
});

test('from now on without a position; a filter leaves the others out', async () => {
  await log.write(stream);
  const live = await Listener.open('?type=Wanted');
  await log.write(stream);
  const wanted = await log.write(stream, { type: 'Wanted' });
  expect((await live.next())?.event?.id).toBe(wanted);
  live.close();
});

test('a position that this log does not have is refused before streaming', async () => {
  const { response } = await Listener.open('', { 'last-event-id': '999' });
  expect(response.statusCode).toBe(422);
  const { response: malformed } = await Listener.open('', { 'last-event-id': 'x' });
  expect(malformed.statusCode).toBe(422);
});

test('a stop ends the streams and answers those that wait', async () => {
  const live = await Listener.open();
  const waiting = app.get('auditor', 'events?after=0', { prefer: 'wait=30' });
  const ended = live.next();
  await pause(300);
  const began = performance.now();
  await app.close();
  expect(await ended).toBeUndefined();
  expect((await waiting).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(5_000);
  app = await openAudit([]);
});
