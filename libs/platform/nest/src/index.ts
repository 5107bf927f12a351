export { DEMO_USERS, DemoIssuer, type DemoUser } from './auth/demo-issuer.js';
export type { OidcSettings } from './auth/token-verifier.js';
export { createApp, type AppOptions } from './create-app.js';
export { openApiOf } from './docs/openapi.js';
export { refuse as apiRefusals } from './errors/api-errors.js';
export { languageOf, problemOf, PROBLEM_TYPE } from './errors/problem.js';
export { refuseBody as bodyRefusals } from './errors/body-errors.js';
export { TimedEventStore } from './health/timed-event-store.js';
export { Access, Caller, Id, Input, QueryInput } from './http/decorators.js';
export type { RouteAccess } from './http/route-access.js';
export { RouteTable } from './http/route-table.js';
export { BusTransport } from './messaging/bus-transport.js';
export { ContextModule, PlatformModule } from './platform.module.js';
export { Platform, type PlatformOptions } from './platform.js';
export { eventFields, eventJson } from './resources/history.js';
export * from './resources/body-parts.js';
export type { Call } from './resources/call.js';
export { resource, type Resource } from './resources/resource.js';
export {
  many,
  one,
  type Parameter,
  type ParameterMap,
  type ValuesOf,
} from './http/query-parameters.js';
export type { ListAsk, ListDefinition, ListPage, StreamItem } from './lists/list-definition.js';
export { valuesOf } from './lists/list-query.js';
export { momentFrom, momentTo } from './lists/moments.js';
export { readModelPage } from './lists/read-model-page.js';
export { streamPage } from './lists/stream-page.js';
