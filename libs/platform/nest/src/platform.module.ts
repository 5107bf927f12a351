import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { ContextDefinition } from '@tamani/runtime';
import { DemoTokensController } from './auth/demo-tokens.controller.js';
import { MeController } from './auth/me.controller.js';
import { DocsController } from './docs/docs.controller.js';
import { HealthController } from './health/health.controller.js';
import { Metrics } from './health/metrics.js';
import { Problems } from './http/problems.js';
import { RouteTable } from './http/route-table.js';
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
      ],
      exports: [Platform, RouteTable, Metrics],
    };
  }
}

/** A context in Nest: its resources and its other controllers. The runtime has the rest. */
export class ContextModule {
  static register(
    context: ContextDefinition,
    routes: { readonly resources?: readonly Resource[]; readonly controllers?: readonly Type[] },
  ): DynamicModule {
    class Context {}
    Object.defineProperty(Context, 'name', { value: `${context.name}Context` });
    const { resources = [], controllers = [] } = routes;
    return { module: Context, controllers: [...resources.map(resourceController), ...controllers] };
  }
}
