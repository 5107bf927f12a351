import type { JsonObject } from '@tamani/ports';
import { texts } from '@tamani/texts';
import type { z } from 'zod';
import type { Route } from '../http/route-table.js';
import { MAX_VALUES } from '../lists/list-query.js';
import type { ParameterMap } from '../lists/query-parameters.js';
import { EXAMPLE_ID, exampleOf } from './examples.js';
import type { Components } from './schemas.js';

const text = { type: 'string' };

/** Parameters of the path, the query and the headers, as the gate asks for them. */
export function parametersOf(route: Route, components: Components): readonly JsonObject[] {
  const { path, access, query } = route;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => inPathOf(name, route));
  const queried = [
    ...listed(access.list?.parameters ?? {}, components),
    ...(query ? queryParameters(query, components) : []),
  ];
  return [...inPath, ...queried, ...headersOf(route, queried)];
}

/** One that may be repeated is an array: any of its values. */
function listed(parameters: ParameterMap, components: Components): readonly JsonObject[] {
  return Object.entries(parameters).map(([name, { schema, description, many }]) => {
    const one = components.of(schema);
    const value = many ? { type: 'array', items: one, maxItems: MAX_VALUES } : one;
    return { ...inQuery(name, value, description), ...(many ? { explode: true } : {}) };
  });
}

const inQuery = (name: string, schema: JsonObject, description: string): JsonObject => ({
  name,
  in: 'query',
  schema,
  description,
});

const inPathOf = (name: string, { access }: Route): JsonObject => {
  const isEither = name === 'id' && access.answers !== undefined;
  const description = isEither ? 'Id, or reference if it has one' : `The ${name}`;
  return { name, in: 'path', required: true, description, schema: text, example: EXAMPLE_ID };
};

function queryParameters(query: z.ZodType, components: Components): readonly JsonObject[] {
  const { properties = {}, required = [] } = components.of(query) as {
    properties?: Record<string, JsonObject>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...inQuery(name, schema, String(description ?? DESCRIBED[name] ?? '')),
    required: required.includes(name),
  }));
}

/** Of the parameters that several queries have. */
const DESCRIBED: Readonly<Record<string, string>> = {
  minPosition: 'X-Event-Position of a write: wait until it is there (Prefer: wait=5)',
};

/** The body, with an example of it that the route takes. */
export function requestBodyOf(body: z.ZodType, components: Components): JsonObject {
  const schema = components.of(body);
  const example = exampleOf(schema, components);
  return { required: true, content: { 'application/json': { schema, example } } };
}

interface Header {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonObject;
  readonly description: string;
  readonly example?: string;
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
  example: 'a-new-key-for-each-request',
};
const IF_MATCH: Header = {
  name: 'If-Match',
  required: true,
  schema: { type: 'string', pattern: '^"(0|[1-9]\\d*)"$' },
  description: 'ETag of the resource as it was read',
  example: '"0"',
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
  schema: text,
  description: 'Of a purchase that begins here: 1 to 100 visible ASCII characters, without spaces',
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
  schema: { type: 'string', default: texts.first, examples: texts.languages.slice(1) },
  description: `Language of problems: ${texts.languages.join(' or ')}`,
};
