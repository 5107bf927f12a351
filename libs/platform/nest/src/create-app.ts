import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RequestGate } from './gate/request-gate.js';
import { adapterOf, setUpFastify } from './fastify-setup.js';
import { ProblemFilter } from './http/problem-filter.js';
import { Problems } from './http/problems.js';
import { RouteTable } from './http/route-table.js';
import { BusTransport } from './messaging/bus-transport.js';
import { Platform } from './platform.js';

export interface AppOptions {
  /** False for a process that only answers: its bus is read elsewhere. */
  readonly consume: boolean;
  readonly logger: LoggerService | false;
  /** Origins whose pages may call the API; none by default. */
  readonly corsOrigins?: readonly string[];
}

/**
 * Builds the application over a root module that imports `PlatformModule.forRoot` and contexts.
 * Not listening yet. Throws if a route has no access declaration.
 */
export async function createApp(
  root: Type | DynamicModule,
  { consume, logger, corsOrigins = [] }: AppOptions,
): Promise<NestFastifyApplication> {
  const late: { problems?: Problems } = {};
  const adapter = adapterOf(() => late.problems);
  const options = { logger, bodyParser: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, options);
  const problems = app.get(Problems);
  late.problems = problems;
  readRoutes(app);
  await setUpFastify(app, corsOrigins);
  app.useGlobalGuards(new RequestGate(app.get(Platform)));
  app.useGlobalFilters(new ProblemFilter(problems));
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
