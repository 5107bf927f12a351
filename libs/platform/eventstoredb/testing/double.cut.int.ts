import { jsonEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { clientOf, DoubleRun, errorOf, newStream, PATHS } from './support/double-run.js';

const EVENT_BYTES = 10_000;
const EVENTS = 5;

let run: DoubleRun;
beforeAll(async () => {
  process.stderr.write('EventStoreDB wire double, not a server: a line that is cut\n');
  run = await DoubleRun.open();
});
afterAll(() => run.dispose());

/** A line to the double that lets so many bytes of requests through, and is then cut. */
async function cutAfter(bytes: number): Promise<{ readonly url: string; close(): void }> {
  let left = bytes;
  const line = createServer((client) => {
    const server = connect(run.double.port, '127.0.0.1');
    client.on('data', (piece) => {
      server.write(piece.subarray(0, Math.max(0, left)));
      left -= piece.length;
      if (left < 0) server.end(() => client.destroy());
    });
    server.on('data', (piece) => client.write(piece));
    client.on('error', () => undefined);
    server.on('error', () => undefined);
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  const { port } = line.address() as AddressInfo;
  return { url: `esdb://127.0.0.1:${port}?tls=false`, close: () => line.close() };
}

// ASP.NET's reader of a request stream throws when the connection is gone before its end; here
// the library says "end" in both cases.
test.each([15_000, 25_000, 45_000])(
  'an append cut off after %i bytes is not carried out, no part of it',
  async (bytes) => {
    const line = await cutAfter(bytes);
    const client = clientOf(line.url);
    const stream = newStream();
    const events = Array.from({ length: EVENTS }, () =>
      jsonEvent({ id: randomUUID(), type: 'Sample', data: { text: 'x'.repeat(EVENT_BYTES) } }),
    );
    const appended = client.appendToStream(stream, events, { ...PATHS.unary, deadline: 5_000 });
    expect((await errorOf(appended)).code).not.toBe(4);
    expect(await errorOf(run.ids(stream))).toMatchObject({ type: 'stream-not-found' });
    await client.dispose();
    line.close();
    // The same events, on a line that holds: all of them.
    await run.append(stream, events, { expected: 'no_stream' });
    expect(await run.ids(stream)).toHaveLength(EVENTS);
  },
);
