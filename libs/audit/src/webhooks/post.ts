import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface PostRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly lookup: LookupFunction;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface PostAnswer {
  readonly status: number;
  /** Seconds of Retry-After; undefined when there are none. */
  readonly retryAfterMs: number | undefined;
  /** The beginning of the answer. */
  readonly excerpt: string;
}

/** What is kept of an answer, and what is read of it at all. */
const EXCERPT_BYTES = 500;
const READ_BYTES = 64 * 1024;

/**
 * One POST, whole within the time. Redirects are not followed: where they lead was not checked.
 * Of an answer that is long or slow the status counts. Throws what the connection throws, and
 * TimeoutError.
 */
export function post(call: PostRequest): Promise<PostAnswer> {
  const { url, headers, body, lookup, timeoutMs } = call;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([call.signal, timeout]);
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const length = String(Buffer.byteLength(body));
    // A separate connection: the address is checked when it is opened.
    const options = { method: 'POST', agent: false, lookup, signal } as const;
    const request = send(
      url,
      { ...options, headers: { ...headers, 'content-length': length } },
      (response) => read(response, resolve),
    );
    // Anything after the answer is ignored.
    request.on('error', (error) => reject(timeout.aborted ? timeout.reason : error));
    request.end(body);
  });
}

function read(response: IncomingMessage, done: (answer: PostAnswer) => void): void {
  let excerpt = Buffer.alloc(0);
  let bytes = 0;
  const seconds = Number(response.headers['retry-after']);
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
  const finish = (): void =>
    done({ status: response.statusCode ?? 0, retryAfterMs, excerpt: excerpt.toString() });
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    const room = EXCERPT_BYTES - excerpt.length;
    if (room > 0) excerpt = Buffer.concat([excerpt, chunk.subarray(0, room)]);
    if (bytes > READ_BYTES) response.destroy();
  });
  response.on('close', finish);
  response.on('error', finish);
}
