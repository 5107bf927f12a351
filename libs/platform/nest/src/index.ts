export { DEMO_USERS, DemoIssuer, type DemoUser } from './auth/demo-issuer.js';
export type { OidcSettings } from './auth/token-verifier.js';
export { createApp, type AppOptions } from './create-app.js';
export { openApiOf } from './docs/openapi.js';
export { refuse as apiRefusals } from './errors/api-errors.js';
export { problemOf, PROBLEM_TYPE } from './errors/problem.js';
export { refuseBody as bodyRefusals } from './errors/body-errors.js';
export { TimedEventStore } from './health/timed-event-store.js';
export {
  Action,
  Caller,
  Create,
  Id,
  Input,
  Policy,
  QueryInput,
  type WriteRoute,
} from './http/decorators.js';
export type { RoutePolicy } from './http/route-policy.js';
export { RouteTable } from './http/route-table.js';
export { BusTransport } from './messaging/bus-transport.js';
export { ContextModule, PlatformModule } from './platform.module.js';
export { Platform, type PlatformOptions } from './platform.js';
export { eventJson } from './resources/history.js';
export { waitOf } from './resources/list-query.js';
export { ResourceBase, type Assigned, type CreateOptions } from './resources/resource-base.js';
export { ResourceController } from './resources/resource-controller.js';
export type { ResourceDefinition } from './resources/resource-definition.js';
