import { Rejected } from '@tamani/kernel';
import type { FastifyReply } from 'fastify';
import { once } from 'node:events';
import { refuse } from '../../errors/api-errors.js';
import type { StreamItem } from '../list-definition.js';

/** Maximum of open streams in this process; more get a 503. */
export const MAX_STREAMS = 100;
/** A stream is ended after it; its client takes it up again, with a token of then. */
const MAX_STREAM_MS = 10 * 60_000;
const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 2_000;

let streams = 0;

/**
 * Server-Sent Events: `id` is where a client goes on with `Last-Event-ID`. A client that is slow
 * holds up its own stream; nothing is kept for it. Ends with the signal.
 */
export async function sendEvents(
  reply: FastifyReply,
  open: (signal: AbortSignal) => Promise<AsyncIterable<StreamItem>>,
  signal: AbortSignal,
): Promise<void> {
  if (streams >= MAX_STREAMS) throw new Rejected(refuse.overloaded({ limit: MAX_STREAMS }));
  streams += 1;
  const end = AbortSignal.any([signal, AbortSignal.timeout(MAX_STREAM_MS)]);
  try {
    await write(reply, await open(end), end);
  } finally {
    streams -= 1;
  }
}

async function write(
  reply: FastifyReply,
  items: AsyncIterable<StreamItem>,
  end: AbortSignal,
): Promise<void> {
  const { raw } = reply;
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
  const heartbeat = setInterval(() => {
    if (!raw.writableNeedDrain) raw.write(': alive\n\n');
  }, HEARTBEAT_MS);
  reply.hijack();
  try {
    raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...headers });
    raw.write(`retry: ${RECONNECT_MS}\n\n`);
    for await (const item of items) {
      if (end.aborted) break;
      if (!raw.write(textOf(item))) await once(raw, 'drain', { signal: end });
    }
    raw.end();
  } catch (error) {
    // The headers are out: all that can be said is that it has ended.
    raw.destroy();
    if (!end.aborted) throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** An id without data is taken note of by the client and told to nobody. */
const textOf = ({ id, data }: StreamItem): string =>
  data === undefined ? `id: ${id}\n\n` : `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
