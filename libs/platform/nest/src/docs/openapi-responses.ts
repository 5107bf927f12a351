import type { JsonObject } from '@tamani/ports';
import type { Route } from '../http/route-table.js';
import { ref, type Components } from './openapi-schemas.js';

const header = (description: string): JsonObject => ({ schema: { type: 'string' }, description });

const ETAG = header('Revision, to send back as If-Match');
const POSITION = header('Position in the log, to send back as minPosition');
const WRITE_HEADERS = {
  ETag: ETAG,
  'X-Event-Position': POSITION,
  'X-Correlation-Id': header('Of all events of the purchase: GET /v1/events?correlationId='),
  'Idempotent-Replayed': header('true: the request had been carried out, this is its answer'),
};
const WRITTEN = { description: 'The resource after the command', headers: WRITE_HEADERS };
const MADE = { headers: { Location: header('Address of the new resource'), ...WRITE_HEADERS } };
const READ = { description: 'The resource', headers: { ETag: ETAG, 'X-Event-Position': POSITION } };

/** What each status means; the same wherever it can come. */
const MEANING: Readonly<Record<string, string>> = {
  400: 'A header is missing or malformed, or the body is not valid JSON',
  401: 'Token missing or invalid',
  403: 'The caller has none of the required roles',
  404: 'Unknown resource, version or address',
  406: 'Format not available',
  409: 'Refused by a rule or in this status, or the same request is still running',
  412: 'If-Match is stale; the answer has the current ETag',
  413: 'The body is too large',
  415: 'Not application/json in UTF-8',
  422: 'Invalid fields or parameters, or the key was used for another request',
  428: 'If-Match is required',
  503: 'Retry with the same key after the given time',
};

/** Statuses with their answers. */
export function responsesOf(route: Route, components: Components): JsonObject {
  const problems = problemStatuses(route).map((status) => [status, problem(status)]);
  const others = { default: { description: 'A problem (RFC 9457)', content: PROBLEM } };
  return { ...successOf(route, components), ...Object.fromEntries(problems), ...others };
}

const PROBLEM = { 'application/problem+json': { schema: ref('Problem') } };

function problem(status: string): JsonObject {
  const headers: Record<string, JsonObject> = {};
  if (status === '401') headers['WWW-Authenticate'] = header('Bearer');
  if (status === '412') headers['ETag'] = ETAG;
  if (status === '503') headers['Retry-After'] = header('Seconds');
  return { description: MEANING[status], headers, content: PROBLEM };
}

function problemStatuses({ method, path, policy, query }: Route): readonly string[] {
  const found: string[] = [];
  if (method === 'POST') found.push('400', '413', '415');
  if (policy.roles !== 'public') found.push('401', '403');
  if (path.includes('{')) found.push('404');
  if (policy.answers === 'list') found.push('406');
  if (method === 'POST' && policy.roles !== 'public') found.push('409');
  if (policy.kind === 'action') found.push('412', '428');
  if (method === 'POST' || query || policy.parameters) found.push('422');
  return [...found.sort(), '503'];
}

function successOf({ method, policy }: Route, components: Components): JsonObject {
  const { kind, answers, response, roles } = policy;
  const schema = response ? components.of(response) : { type: 'object' };
  if (kind === 'create') return { 201: { ...WRITTEN, ...MADE, ...json(schema) } };
  if (kind === 'action') return { 200: { ...WRITTEN, ...json(schema) } };
  switch (answers) {
    case 'list':
      return { 200: listOf(schema) };
    case 'resource':
      return { 200: { ...READ, ...json(schema) }, 304: { description: 'Not modified' } };
    case 'events':
      return { 200: { description: 'Events, oldest first', ...json(page(ref('Event'))) } };
    case 'diff':
      return { 200: { description: 'What changed', ...json(ref('Diff')) } };
    default: {
      const status = method === 'POST' && roles !== 'public' ? 201 : 200;
      return { [status]: { description: 'OK', ...json(schema) } };
    }
  }
}

const json = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });

const page = (items: JsonObject): JsonObject => ({
  type: 'object',
  required: ['data', 'nextCursor'],
  properties: { data: { type: 'array', items }, nextCursor: { type: ['string', 'null'] } },
});

const listOf = (items: JsonObject): JsonObject => ({
  description: 'One page of the list, in the format asked for by Accept',
  headers: { Link: header('The next page: <…>; rel="next"') },
  content: {
    'application/json': { schema: page(items) },
    'text/csv': { schema: { type: 'string' } },
    'application/x-ndjson': { schema: { type: 'string' } },
  },
});
