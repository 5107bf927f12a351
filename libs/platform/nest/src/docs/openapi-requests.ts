import type { JsonObject } from '@tamani/ports';
import { texts } from '@tamani/texts';
import type { z } from 'zod';
import type { Route } from '../http/route-table.js';
import type { Components } from './openapi-schemas.js';

const text = { type: 'string' };

/** Parameters of the path, the query and the headers, as the gate asks for them. */
export function parametersOf(route: Route, components: Components): readonly JsonObject[] {
  const { path, policy, query } = route;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: text,
  }));
  const listed = (policy.parameters ?? []).map((name) => LISTED[name] ?? filter(name));
  const own = query ? queryParameters(query, components) : [];
  return [...inPath, ...listed, ...own, ...headersOf(route, [...listed, ...own])];
}

const inQuery = (name: string, schema: JsonObject, description: string): JsonObject => ({
  name,
  in: 'query',
  schema,
  description,
});

/** Parameters that every list has. */
const LISTED: Readonly<Record<string, JsonObject>> = {
  limit: inQuery(
    'limit',
    { type: 'integer', minimum: 1, maximum: 200, default: 25 },
    'Items per page',
  ),
  cursor: inQuery('cursor', text, 'nextCursor of the previous page, with the same query'),
  sort: inQuery('sort', text, 'Field to sort by; a leading - sorts in descending order'),
  minPosition: inQuery(
    'minPosition',
    { type: 'string', pattern: '^\\d{1,19}$' },
    'X-Event-Position of a write: wait until the list contains it (Prefer: wait=5)',
  ),
};

/** A filter may be given several times: any of its values. */
const filter = (name: string): JsonObject => ({
  name,
  in: 'query',
  explode: true,
  schema: { type: 'array', items: text },
});

function queryParameters(query: z.ZodType, components: Components): readonly JsonObject[] {
  const { properties = {}, required = [] } = components.of(query) as {
    properties?: Record<string, JsonObject>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

interface Header {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonObject;
  readonly description: string;
}

function headersOf({ method, policy }: Route, query: readonly JsonObject[]): readonly JsonObject[] {
  const headers: Header[] = [];
  const isNamed = method === 'POST' && policy.roles !== 'public';
  if (isNamed) headers.push(KEY);
  if (policy.kind === 'action') headers.push(IF_MATCH);
  if (policy.kind === 'create') headers.push(CORRELATION);
  if (policy.answers === 'resource') headers.push(IF_NONE_MATCH);
  if (query.some(({ name }) => name === 'minPosition')) headers.push(PREFER);
  headers.push(LANGUAGE);
  return headers.map((header) => ({ ...header, in: 'header' }));
}

const KEY: Header = {
  name: 'Idempotency-Key',
  required: true,
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  description: 'A new key for each request, the same key to repeat one',
};
const IF_MATCH: Header = {
  name: 'If-Match',
  required: true,
  schema: { type: 'string', pattern: '^"(0|[1-9]\\d*)"$' },
  description: 'ETag of the version that was read',
};
const IF_NONE_MATCH: Header = {
  name: 'If-None-Match',
  required: false,
  schema: text,
  description: 'ETags that the client already has: the answer is 304 if one of them is current',
};
const CORRELATION: Header = {
  name: 'X-Correlation-Id',
  required: false,
  schema: { type: 'string', maxLength: 100 },
  description:
    'Correlation id of a purchase that starts with this request; later requests keep that of the first',
};
const PREFER: Header = {
  name: 'Prefer',
  required: false,
  schema: text,
  description: 'wait=5: seconds to wait for minPosition, at most 30',
};
const LANGUAGE: Header = {
  name: 'Accept-Language',
  required: false,
  schema: { type: 'string', default: texts.first },
  description: `Language of problems: ${texts.languages.join(' or ')}`,
};
