import type { JsonObject } from '@tamani/ports';
import type { z } from 'zod';
import type { ParameterMap } from '../http/query-parameters.js';
import type { Route } from '../http/route-table.js';
import type { Components } from './openapi-schemas.js';

const text = { type: 'string' };

/** Parameters of the path, the query and the headers, as the gate asks for them. */
export function parametersOf(route: Route, components: Components): readonly JsonObject[] {
  const { path, access, query } = route;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: text,
  }));
  const inQuery = [
    ...listed(access.list?.parameters ?? {}, components),
    ...(query ? queryParameters(query, components) : []),
  ];
  return [...inPath, ...inQuery, ...headersOf(route, inQuery)];
}

/** One that may be repeated is an array: any of its values. */
function listed(parameters: ParameterMap, components: Components): readonly JsonObject[] {
  return Object.entries(parameters).map(([name, { schema, description, many }]) => {
    const one = components.of(schema);
    const value = many ? { type: 'array', items: one } : one;
    return { name, in: 'query', required: false, description, schema: value };
  });
}

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

function headersOf({ method, access }: Route, query: readonly JsonObject[]): readonly JsonObject[] {
  const headers: Header[] = [];
  const isNamed = method === 'POST' && access.roles !== 'public';
  if (isNamed) headers.push(KEY);
  if (access.kind === 'action') headers.push(IF_MATCH);
  if (access.kind === 'create') headers.push(CORRELATION);
  if (access.answers === 'resource') headers.push(IF_NONE_MATCH);
  if (query.some(({ name }) => name === 'minPosition')) headers.push(PREFER);
  headers.push(LANGUAGE);
  return headers.map((header) => ({ ...header, in: 'header' }));
}

const KEY: Header = {
  name: 'Idempotency-Key',
  required: true,
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  description: 'A new one for each request, the same to repeat it',
};
const IF_MATCH: Header = {
  name: 'If-Match',
  required: true,
  schema: { type: 'string', pattern: '^"(0|[1-9]\\d*)"$' },
  description: 'ETag of the resource as it was read',
};
const IF_NONE_MATCH: Header = {
  name: 'If-None-Match',
  required: false,
  schema: text,
  description: 'ETags that the client has: 304 when it is one of them',
};
const CORRELATION: Header = {
  name: 'X-Correlation-Id',
  required: false,
  schema: { type: 'string', maxLength: 100 },
  description: 'Of a purchase that begins here; whatever continues one keeps its own',
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
  schema: { type: 'string', default: 'fr' },
  description: 'Language of problems: fr or en',
};
