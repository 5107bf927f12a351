import replyFrom from '@fastify/reply-from';
import { invariant } from '@tamani/kernel';
import { apiRefusals, whenAnswered } from '@tamani/nest/edge';
import type { Log } from '@tamani/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher } from 'undici';
import { sendProblem, sendUnavailable } from '../edge/problems.js';
import type { Limits } from '../limits.js';
import { endToEnd } from './headers.js';
import type { Replicas } from './replicas.js';

/** What reply-from does not hand on by itself. */
interface Call {
  /** As it came: a parsed and rebuilt path may be another one. */
  readonly path: string;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

type Answered = (error: Error | null, answer: Dispatcher.ResponseData) => void;

interface ForwardingOptions {
  readonly limits: Limits;
  /** Authorities of the services' certificates, PEM, instead of the public ones. */
  readonly ca: string | undefined;
  readonly log: Log;
}

/** A question of the gateway's own. */
export interface Question {
  readonly timeoutMs: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AnswerOfReplica {
  readonly status: number;
  readonly body: unknown;
}

/** How replicas are called: over TLS where the address says https, each answer as a stream. */
export class Forwarding {
  private readonly agent: Agent;
  private readonly calls = new AsyncLocalStorage<Call>();
  private readonly log: Log;

  constructor(app: FastifyInstance, { limits, ca, log }: ForwardingOptions) {
    this.log = log;
    this.agent = new Agent({
      connections: limits.upstreamConnections,
      pipelining: 1,
      headersTimeout: limits.answerMs,
      bodyTimeout: limits.answerMs,
      connect: { timeout: limits.connectMs, rejectUnauthorized: true, ...(ca && { ca }) },
    });
    const request = (options: Dispatcher.RequestOptions, done: Answered): void => {
      const call = this.calls.getStore();
      invariant(call, 'a replica is called for nobody');
      this.agent.request({ ...options, ...call }, done);
    };
    const undici = { request } as { request: Dispatcher['request'] };
    void app.register(replyFrom, { undici, disableRequestLogging: true });
  }

  /** The JSON that a replica answers. */
  async ask(url: string, { timeoutMs, headers = {} }: Question): Promise<AnswerOfReplica> {
    const { origin, pathname: path } = new URL(url);
    const signal = AbortSignal.timeout(timeoutMs);
    const asked = { origin, path, method: 'GET', signal, headers } as const;
    const { statusCode: status, body } = await this.agent.request(asked);
    return { status, body: await body.json() };
  }

  /**
   * Answers a request as the first replica does that takes it. Every write has an Idempotency-Key,
   * so the next may be asked where one breaks off or stops; not where one is only slow.
   */
  send(request: FastifyRequest, reply: FastifyReply, replicas: Replicas): void {
    const key = request.headers['idempotency-key'];
    const urls = replicas.order(typeof key === 'string' ? key : undefined);
    const gone = new AbortController();
    whenAnswered(request, reply, () => gone.abort());
    const call = { path: request.raw.url ?? '/', signal: gone.signal };
    this.next({ request, reply, replicas, urls, call });
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private next({ urls: [url, ...urls], ...errand }: Errand): void {
    const { request, reply, replicas, call } = errand;
    if (url === undefined) return void sendUnavailable(request, reply);
    const options: Options = {
      getUpstream: () => url,
      retryDelay: () => null,
      ...bodyOf(request),
      rewriteRequestHeaders: (_, headers) => headersOf(request, headers),
      rewriteHeaders: endToEnd,
      onResponse: (_, answer, { statusCode, stream }) => {
        if (statusCode !== 503 || urls.length === 0) return void reply.send(stream);
        stream.resume();
        for (const name of Object.keys(answer.getHeaders())) void answer.removeHeader(name);
        this.next({ ...errand, urls });
      },
      onError: (_, { error: { cause } }) => {
        if (call.signal.aborted) return;
        const code = codeOf(cause);
        if (code === 'UND_ERR_INVALID_ARG')
          return void sendProblem(request, reply, apiRefusals.request_malformed());
        replicas.avoid(url);
        this.log.warn('a replica does not answer', { url, error: String(cause) });
        this.next({ ...errand, urls: code === 'UND_ERR_HEADERS_TIMEOUT' ? [] : urls });
      },
    };
    this.calls.run(call, () => reply.from('/', options));
  }
}

interface Errand {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly replicas: Replicas;
  /** Those that have not been asked yet. */
  readonly urls: readonly string[];
  readonly call: Call;
}

type Options = NonNullable<Parameters<FastifyReply['from']>[1]>;

/** The body whole, with its own length: it has come before a service is asked. */
function bodyOf({ body, headers }: FastifyRequest): { body?: Buffer; contentType?: string } {
  if (!Buffer.isBuffer(body)) return {};
  return { body, contentType: headers['content-type'] ?? 'application/octet-stream' };
}

/** End-to-end headers as the client sent them; a length only where there is a body. */
function headersOf(request: FastifyRequest, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'content-length': length, 'content-type': type, ...others } = endToEnd(headers);
  return {
    ...others,
    ...(Buffer.isBuffer(request.body) && { 'content-length': length }),
    ...('content-type' in request.headers && { 'content-type': type }),
    'x-forwarded-for': request.ip,
  };
}

const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown } | null)?.code;
