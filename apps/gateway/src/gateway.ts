import { apiRefusals, problemOf, PROBLEM_TYPE } from '@tamani/nest';
import type { Log } from '@tamani/runtime';
import { texts } from '@tamani/texts';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';
import { closeConnections, endToEnd } from './forward.js';
import { Services } from './services.js';
import type { GatewaySettings } from './settings.js';

/** More than any service takes: each refuses by its own limit, in its own words. */
const BODY_LIMIT = 8 * 1024 * 1024;
const RETRY_AFTER_SECONDS = '1';

export interface Gateway {
  readonly url: string;
  close(): Promise<void>;
}

/** One address for the services of the distributed profile. */
export async function startGateway(settings: GatewaySettings, log: Log): Promise<Gateway> {
  const services = new Services(settings.upstreams, log);
  const app = fastify({ bodyLimit: BODY_LIMIT, trustProxy: false });
  const state = { isStopping: false };
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  const metrics = metricsOf(app);
  own(app, services, state);
  app.get('/metrics', async (_, reply) => {
    void reply.header('content-type', metrics.contentType);
    return metrics.metrics();
  });
  app.all('*', async (request, reply) => {
    const answer = await services.answer(request);
    if (!answer) return unavailable(request, reply);
    return reply
      .code(answer.statusCode ?? 502)
      .headers(endToEnd(answer.headers))
      .send(answer);
  });
  services.start();
  await app.listen({ port: settings.port, host: settings.host });
  const close = async (): Promise<void> => {
    state.isStopping = true;
    services.close();
    await app.close();
    closeConnections();
  };
  return { url: app.listeningOrigin, close };
}

/** What the gateway answers itself: of the system as a whole. */
function own(app: FastifyInstance, services: Services, state: { isStopping: boolean }): void {
  app.get('/livez', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_, reply) => {
    const body = await services.readiness();
    const isReady = body.status === 'ready' && services.isComplete && !state.isStopping;
    void reply.code(isReady ? 200 : 503).header('cache-control', 'no-store');
    return state.isStopping ? { ...body, status: 'stopping' } : body;
  });
  app.get(
    '/openapi.json',
    async (request, reply) => services.description ?? unavailable(request, reply),
  );
  app.get(
    '/asyncapi.json',
    async (request, reply) => services.topics ?? unavailable(request, reply),
  );
}

function metricsOf(app: FastifyInstance): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Counter({
    name: 'tamani_gateway_answers_total',
    help: 'Answers by status',
    labelNames: ['status'],
    registers: [registry],
  });
  app.addHook('onResponse', async (_, reply) => {
    answers.inc({ status: String(reply.statusCode) });
  });
  return registry;
}

/** In the words of the services: nothing was done, or it may be repeated with its key. */
function unavailable(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(apiRefusals.temporarily_unavailable(), {
    instance: request.url,
    traceId: randomBytes(16).toString('hex'),
    language: texts.languageOf(request.headers['accept-language']),
  });
  return reply
    .code(problem.status)
    .header('content-type', PROBLEM_TYPE)
    .header('retry-after', RETRY_AFTER_SECONDS)
    .send(JSON.stringify(problem));
}
