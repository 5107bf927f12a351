import helmet from '@fastify/helmet';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { LoggerService, Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule } from '@nestjs/common';
import { Metrics } from './health/metrics.js';
import type { GatedRequest } from './http/caller.js';
import { BODY_LIMIT, ProblemFilter } from './http/problem-filter.js';
import { RequestGate } from './http/request-gate.js';
import { RouteTable } from './http/route-table.js';
import { parseStrictJson } from './http/strict-json.js';
import { traceOf, traceparentOf } from './http/trace.js';
import { BusTransport } from './messaging/bus-transport.js';
import { Platform } from './platform.js';

export interface AppOptions {
  /** False for a process that only answers: its bus is read elsewhere. */
  readonly consume: boolean;
  readonly logger: LoggerService | false;
}

const CLOSE_TIMEOUT_MS = 10_000;

/**
 * Builds the application over a root module that imports `PlatformModule.forRoot` and contexts.
 * Not listening yet. Throws when a route has no policy.
 */
export async function createApp(
  root: Type | DynamicModule,
  { consume, logger }: AppOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: false,
    forceCloseConnections: true,
    requestTimeout: CLOSE_TIMEOUT_MS * 3,
  });
  const options = { logger, bodyParser: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, options);
  readRoutes(app);
  await dressFastify(app);
  app.useGlobalGuards(new RequestGate(app.get(Platform)));
  app.useGlobalFilters(new ProblemFilter(app.get(Platform), app.get(RouteTable)));
  if (consume) {
    const strategy = new BusTransport(app.get(Platform).runtime.ports.bus);
    app.connectMicroservice({ strategy });
    await app.startAllMicroservices();
  }
  return app;
}

function readRoutes(app: NestFastifyApplication): void {
  const routes = app.get(RouteTable);
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (metatype) routes.add(metatype as Type);
    }
  }
}

async function dressFastify(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const metrics = app.get(Metrics);
  await app.register(helmet, { contentSecurityPolicy: { directives: CONTENT_POLICY } });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    async (_: unknown, body: string | Buffer) => {
      // A POST without a body is one with an empty object: `certify {}`.
      if (body.length === 0) return {};
      return parseStrictJson(Buffer.from(body));
    },
  );
  fastify.addHook('onRequest', async (request, reply) => {
    const traceId = traceOf(request as GatedRequest);
    void reply.header('traceparent', traceparentOf(traceId));
  });
  fastify.addHook('onResponse', async (request, reply) => {
    metrics.observeRequest(request.method, reply.statusCode, reply.elapsedTime / 1000);
  });
}

/** The documentation page has its scripts and styles from here alone; inline styles are its own. */
const CONTENT_POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  upgradeInsecureRequests: null,
};
