export { DEMO_KEY_FILE, DemoIssuer, type DemoUser } from './auth/demo-issuer.js';
export { sealed, unsealed } from './auth/sealed.js';
export { sharedSecret, syncFolderOf } from './auth/shared-file.js';
export type { OidcSettings } from './auth/token-verifier.js';
export { createApp } from './create-app.js';
export { refuse as apiRefusals } from './errors/api-errors.js';
export { Metrics } from './health/metrics.js';
export { TimedEventStore } from './health/timed-event-store.js';
export type { RateLimit } from './gate/rate-limit.js';
export { replyOf } from './http/caller.js';
export { Access, Caller, Id, Input, QueryInput } from './http/decorators.js';
export { wordOf } from './errors/words.js';
export { ContextModule, PlatformModule } from './platform.module.js';
export { Platform, type Outbound } from './platform.js';
export { eventFields } from './resources/history.js';
export * from './resources/body-parts.js';
export type { Call } from './resources/call.js';
export { resource, type Resource } from './resources/resource.js';
export { EXAMPLE_ID } from './openapi/examples.js';
export { ResourceWrites } from './resources/resource-writes.js';
export {
  many,
  one,
  range,
  type Parameter,
  type ParameterMap,
  type ValuesOf,
} from './lists/query-parameters.js';
export type { ListAsk, ListDefinition, ListPage, StreamItem } from './lists/list-definition.js';
export { valuesOf } from './lists/list-query.js';
export { logMoment, momentFrom, momentTo } from './lists/moments.js';
export { readModelPage } from './lists/read-model-page.js';
export { streamPage } from './lists/stream-page.js';
