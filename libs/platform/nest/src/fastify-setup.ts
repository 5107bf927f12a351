import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Rejected } from '@tamani/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from './errors/api-errors.js';
import { refuseBody } from './errors/body-errors.js';
import { Metrics } from './health/metrics.js';
import { Platform } from './platform.js';
import type { GatedRequest } from './http/caller.js';
import { whenAnswered } from './edge/answered.js';
import { answerClientError } from './edge/client-errors.js';
import { finishOpenConnections } from './edge/finish.js';
import { refuseUnexpectedBody } from './edge/framing.js';
import { BODY_LIMIT, MAX_IN_HAND, MAX_PATH_PART, REQUEST_TIMEOUT_MS } from './http/limits.js';
import type { Problems } from './http/problems.js';
import { parseStrictJson } from './http/strict-json.js';
import { traceOf, traceparentOf } from './http/trace.js';

const COMPRESS_FROM_BYTES = 1024;

/** What a page of another origin may send, and may see of an answer. */
const CORS = {
  methods: ['GET', 'HEAD', 'POST'],
  allowedHeaders: [
    ...['Authorization', 'Content-Type', 'Accept-Language', 'Idempotency-Key', 'If-Match'],
    ...['If-None-Match', 'Prefer', 'X-Correlation-Id'],
  ],
  exposedHeaders: [
    ...['ETag', 'Location', 'Link', 'Retry-After', 'X-Event-Position', 'X-Correlation-Id'],
    ...['Idempotent-Replayed', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
  ],
};

/** The HTTP server. Whatever it refuses by itself is a problem as well, as soon as there is one. */
export const adapterOf = (problems: () => Problems | undefined): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: MAX_PATH_PART },
    // A stop lets what is in hand finish; `finishOpenConnections` bounds how long.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      problems()?.answer(error, request, reply);
    },
    clientErrorHandler: answerClientError,
  });

/** Headers, compression, body parser, trace, bound on requests, metrics, clean stop. */
export async function setUpFastify(
  app: NestFastifyApplication,
  corsOrigins: readonly string[],
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const contentSecurityPolicy = { directives: PAGE_POLICY };
  await app.register(helmet, { global: false, contentSecurityPolicy });
  // Of answers alone: a compressed request could be larger than any bound on it.
  await app.register(compress, { threshold: COMPRESS_FROM_BYTES, globalDecompression: false });
  if (corsOrigins.length > 0) await app.register(cors, { ...CORS, origin: [...corsOrigins] });
  parseBodies(fastify);
  const metrics = app.get(Metrics);
  admitRequests(fastify, app.get(Platform), metrics);
  fastify.addHook('onRequest', refuseUnexpectedBody);
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? 'unknown';
    metrics.observeRequest({ method, route, status: reply.statusCode }, reply.elapsedTime);
    done();
  });
  fastify.addHook('preClose', (done) => {
    finishOpenConnections(fastify.server);
    done();
  });
}

function parseBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const options = { parseAs: 'buffer', bodyLimit: BODY_LIMIT } as const;
  fastify.addContentTypeParser<Buffer>('application/json', options, parsedBody);
}

async function parsedBody(request: FastifyRequest, body: Buffer): Promise<unknown> {
  if (OTHER_CHARSET.test(request.headers['content-type'] ?? '')) {
    throw new Rejected(refuseBody.media_type_unsupported());
  }
  // A POST without a body is one with an empty object: `certify {}`.
  return body.length === 0 ? undefined : parseStrictJson(body);
}

const OTHER_CHARSET = /charset=(?!"?utf-8"?\s*(?:;|$))/i;

/** Monitoring must be answered even when the server is full or stopping. */
const ALWAYS = new Set(['/livez', '/readyz', '/metrics']);

function admitRequests(fastify: FastifyInstance, platform: Platform, metrics: Metrics): void {
  let inHand = 0;
  metrics.watchInHand(() => inHand);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply
      .headers(API_HEADERS)
      .header('traceparent', traceparentOf(traceOf(request as GatedRequest)));
    inHand += 1;
    whenAnswered(request, reply, () => (inHand -= 1));
    if (inHand <= MAX_IN_HAND && !platform.isStopping) return done();
    if (ALWAYS.has(request.url)) return done();
    if (platform.isStopping) void reply.header('connection', 'close');
    const rejection = platform.isStopping
      ? refuse.stopping()
      : refuse.overloaded({ limit: MAX_IN_HAND });
    done(new Rejected(rejection));
  });
}

/** Security headers of answers that are not pages; pages use all of helmet. */
const API_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** The documentation page has its scripts and styles from here alone; inline styles are its own. */
const PAGE_POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  upgradeInsecureRequests: null,
};
