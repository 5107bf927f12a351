import type { JsonObject } from '@tamani/ports';
import type { z } from 'zod';
import type { ListAccess } from '../http/route-access.js';
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
const WRITTEN = { description: 'As it stands after the decision', headers: WRITE_HEADERS };
const MADE = { headers: { Location: header('Address of the new resource'), ...WRITE_HEADERS } };
const READ = { description: 'As it stands', headers: { ETag: ETAG, 'X-Event-Position': POSITION } };

/** What each status means; the same wherever it can come. */
const MEANING: Readonly<Record<string, string>> = {
  400: 'A header is missing or malformed, or the body is not JSON',
  401: 'No token, or one that is not good',
  403: 'None of the roles needed',
  404: 'No such resource, version or address',
  406: 'No such format',
  409: 'Refused by a rule or by the state it is in; or the same request is still running',
  412: 'If-Match is stale: the ETag of now is in the answer',
  413: 'The body is too large',
  415: 'Not application/json in UTF-8',
  422: 'Fields or parameters refused; or the key was used for another request',
  428: 'If-Match is required',
  503: 'Retry after the time given, with the same key',
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

function problemStatuses({ method, path, access, query }: Route): readonly string[] {
  const found: string[] = [];
  if (method === 'POST') found.push('400', '413', '415');
  if (access.roles !== 'public') found.push('401', '403');
  if (path.includes('{')) found.push('404');
  if (access.list) found.push('406');
  if (method === 'POST' && access.roles !== 'public') found.push('409');
  if (access.kind === 'action') found.push('412', '428');
  if (method === 'POST' || query || access.list) found.push('422');
  return [...found.sort(), '503'];
}

function successOf({ method, access }: Route, components: Components): JsonObject {
  const { kind, answers, response, roles } = access;
  const schema = response ? components.of(response) : { type: 'object' };
  if (kind === 'create') return { 201: { ...WRITTEN, ...MADE, ...json(schema) } };
  if (kind === 'action') return { 200: { ...WRITTEN, ...json(schema) } };
  if (access.list) return { 200: listOf(schema, access.list, components) };
  switch (answers) {
    case 'resource':
      return { 200: { ...READ, ...json(schema) }, 304: { description: 'Not changed' } };
    case 'diff':
      return { 200: { description: 'What changed', ...json(ref('Diff')) } };
    default: {
      const status = method === 'POST' && roles !== 'public' ? 201 : 200;
      return { [status]: { description: 'OK', ...json(schema) } };
    }
  }
}

const json = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });

function page(items: JsonObject, list: ListAccess, components: Components): JsonObject {
  const envelope = Object.entries(list.envelope).map(([name, schema]) => {
    return [name, components.of(schema as z.ZodType)] as const;
  });
  const cursor = list.isPaged ? { nextCursor: { type: ['string', 'null'] } } : {};
  const properties = {
    ...Object.fromEntries(envelope),
    data: { type: 'array', items },
    ...cursor,
  };
  return { type: 'object', required: Object.keys(properties), properties };
}

function listOf(items: JsonObject, list: ListAccess, components: Components): JsonObject {
  const text = { schema: { type: 'string' } };
  const json = { schema: page(items, list, components) };
  return {
    description: 'A page of the list, in the format of Accept',
    headers: { Link: header('The next page: <…>; rel="next"') },
    content: Object.fromEntries(
      list.formats.map((format) => [format, format === 'application/json' ? json : text]),
    ),
  };
}
