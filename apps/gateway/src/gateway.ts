import { answerClientError, finishOpenConnections, PROBLEM_TYPE } from '@tamani/nest/edge';
import type { Log } from '@tamani/runtime';
import { fastify, type FastifyInstance } from 'fastify';
import { Admission } from './edge/admission.js';
import {
  errorHandlerOf,
  refuseMethod,
  sendTokenRequired,
  sendUnavailable,
} from './edge/problems.js';
import { Forwarding } from './forwarding/forwarding.js';
import { LIMITS, type Limits } from './limits.js';
import { metricsOf } from './metrics.js';
import { Services } from './services/services.js';
import type { GatewaySettings } from './settings.js';

export interface Gateway {
  readonly url: string;
  close(): Promise<void>;
}

/** One address for the services of the distributed profile. */
export async function startGateway(settings: GatewaySettings, log: Log): Promise<Gateway> {
  const limits = { ...LIMITS, ...settings.limits };
  const app = serverOf(limits, log);
  const admission = new Admission(app, limits);
  const forwarding = new Forwarding(app, { limits, ca: settings.ca, log });
  const services = new Services(settings.upstreams, log, forwarding);
  const metrics = metricsOf(app, admission);
  own(app, services, admission);
  app.get('/metrics', async (_, reply) => {
    void reply.header('content-type', metrics.contentType);
    return metrics.metrics();
  });
  app.all('*', (request, reply) => {
    forwarding.send(request, reply, services.replicasOf(request.url));
  });
  services.start();
  await app.listen({ port: settings.port, host: settings.host });
  const close = async (): Promise<void> => {
    admission.isStopping = true;
    services.close();
    finishOpenConnections(app.server);
    await app.close();
    await forwarding.close();
  };
  return { url: app.listeningOrigin, close };
}

function serverOf(limits: Limits, log: Log): FastifyInstance {
  const answerError = errorHandlerOf(limits, log);
  const app = fastify({
    bodyLimit: limits.bodyBytes,
    trustProxy: false,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.idleMs,
    connectionTimeout: limits.stalledMs,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.headersMs / 10,
      // Without a host is refused as a problem, too.
      requireHostHeader: false,
    },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: answerError,
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(refuseMethod);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  return app;
}

/** What the gateway answers itself: of the system as a whole. */
function own(app: FastifyInstance, services: Services, admission: Admission): void {
  app.get('/livez', async () => ({ status: 'alive' }));
  app.get('/readyz', async (_, reply) => {
    const status = readinessOf(services, admission);
    void reply.code(status === 'ready' ? 200 : 503).header('cache-control', 'no-store');
    return { status };
  });
  app.get('/statusz', async (request, reply) => {
    const { authorization, 'accept-language': language } = request.headers;
    if (authorization === undefined) return sendTokenRequired(request, reply);
    const headers = {
      authorization,
      ...(language !== undefined && { 'accept-language': language }),
    };
    const told = await services.status(headers);
    void reply.header('cache-control', 'no-store');
    if ('status' in told) return told.status;
    const { status, body } = told.refusal;
    return reply.code(status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(body));
  });
  app.get(
    '/openapi.json',
    async (request, reply) => services.description ?? sendUnavailable(request, reply),
  );
  app.get(
    '/asyncapi.json',
    async (request, reply) => services.topics ?? sendUnavailable(request, reply),
  );
}

/** That it knows where requests go; a service that is away has its own answer, 503. */
function readinessOf({ isComplete }: Services, { isStopping }: Admission): string {
  if (isStopping) return 'stopping';
  return isComplete ? 'ready' : 'preparing';
}
