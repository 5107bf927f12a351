import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { ContextDefinition } from '@tamani/runtime';
import { DemoTokensController } from './auth/demo-tokens.controller.js';
import { MeController } from './auth/me.controller.js';
import { DocsController } from './docs/docs.controller.js';
import { HealthController } from './health/health.controller.js';
import { Metrics } from './health/metrics.js';
import { VitalsWatch } from './health/vitals.js';
import { Problems } from './http/problems.js';
import { RouteTable } from './http/route-table.js';
import { listController } from './lists/list-controller.js';
import type { ListDefinition } from './lists/list-definition.js';
import { processConsumer } from './messaging/process-consumer.js';
import { Platform, type PlatformOptions } from './platform.js';
import { resourceController } from './resources/resource-controller.js';
import type { Resource } from './resources/resource.js';

const CONTROLLERS = [DemoTokensController, MeController, HealthController, DocsController];

/** The platform in Nest: what every context's module finds there. */
@Module({})
export class PlatformModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    const consumers = options.runtime.processRunners.map(processConsumer);
    return {
      module: PlatformModule,
      global: true,
      controllers: [...CONTROLLERS, ...consumers],
      providers: [
        { provide: Platform, useFactory: () => new Platform(options) },
        RouteTable,
        Problems,
        Metrics,
        VitalsWatch,
      ],
      exports: [Platform, RouteTable, Metrics],
    };
  }
}

/** What a context answers: its resources, its lists and reports, its other controllers. */
export interface ContextRoutes {
  readonly resources?: readonly Resource[];
  readonly lists?: readonly ListDefinition[];
  readonly controllers?: readonly Type[];
}

/** A context in Nest; the rest is in the runtime. */
export class ContextModule {
  static register(
    context: ContextDefinition,
    { resources = [], lists = [], controllers = [] }: ContextRoutes,
  ): DynamicModule {
    class Context {}
    Object.defineProperty(Context, 'name', { value: `${context.name}Context` });
    const declared = [...resources.map(resourceController), ...lists.map(listController)];
    return { module: Context, controllers: [...declared, ...controllers] };
  }
}
