import { Rejected } from '@tamani/kernel';
import { apiRefusals, refuseUnexpectedBody, whenAnswered } from '@tamani/nest/edge';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Limits } from '../limits.js';

/** Monitoring must be answered even when the gateway is full or stopping. */
const ALWAYS = new Set(['/livez', '/readyz', '/metrics']);

/** What is decided of a request by its headers alone, before its body is read. */
export class Admission {
  isStopping = false;
  private count = 0;
  private bytes = 0;

  constructor(
    app: FastifyInstance,
    private readonly limits: Limits,
  ) {
    app.addHook('onRequest', (request, reply, done) => {
      const bytes = this.bytesOf(request);
      this.count += 1;
      this.bytes += bytes;
      whenAnswered(request, reply, () => {
        this.count -= 1;
        this.bytes -= bytes;
      });
      done(this.refusal(request, reply));
    });
    app.addHook('onRequest', refuseUnexpectedBody);
    // Of 100-continue Node has said itself that it goes on.
    app.server.on('checkExpectation', (request, response) => {
      app.server.emit('request', request, response);
    });
    app.server.maxConnections = limits.connections;
    // Those who only wait make room for whoever comes next.
    app.server.on('drop', () => app.server.closeIdleConnections());
  }

  /** Requests that have not been answered yet. */
  get inHand(): number {
    return this.count;
  }

  private refusal(request: FastifyRequest, reply: FastifyReply): Rejected | undefined {
    if (isMalformed(request)) {
      void reply.header('connection', 'close');
      return new Rejected(apiRefusals.request_malformed());
    }
    if (ALWAYS.has(request.url)) return undefined;
    if (this.isStopping) {
      void reply.header('connection', 'close');
      return new Rejected(apiRefusals.stopping());
    }
    const { inHand, bodiesBytes } = this.limits;
    if (this.count <= inHand && this.bytes <= bodiesBytes) return undefined;
    return new Rejected(apiRefusals.overloaded({ limit: Math.min(this.count - 1, inHand) }));
  }

  /** What a body will take here; one that is too large is refused before it takes anything. */
  private bytesOf({ headers }: FastifyRequest): number {
    const { bodyBytes } = this.limits;
    if (headers['transfer-encoding'] !== undefined) return bodyBytes;
    const length = Number(headers['content-length'] ?? 0);
    return length > bodyBytes ? 0 : length;
  }
}

/**
 * What Node takes and this house does not: two answers to the question where a body ends or for
 * whom a request is. Most of that Node refuses; this is the second lock on the same door.
 */
const isMalformed = ({ raw }: FastifyRequest): boolean =>
  hasUnclearBody(raw) ||
  hasUnclearTarget(raw) ||
  !/^(?:100-continue)?$/i.test(raw.headers.expect ?? '');

function hasUnclearBody({ headers, httpVersion, rawHeaders }: IncomingMessage): boolean {
  const coding = headers['transfer-encoding'];
  if (coding === undefined) return timesOf(rawHeaders, 'content-length') > 1;
  const isChunked = httpVersion === '1.1' && /^chunked$/i.test(coding);
  return !isChunked || headers['content-length'] !== undefined;
}

function hasUnclearTarget({ url = '', httpVersion, rawHeaders }: IncomingMessage): boolean {
  const hosts = timesOf(rawHeaders, 'host');
  return !url.startsWith('/') || hosts > 1 || (hosts === 0 && httpVersion === '1.1');
}

/** Names stand at even places, values at odd ones. */
const timesOf = (rawHeaders: readonly string[], name: string): number =>
  rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === name).length;
