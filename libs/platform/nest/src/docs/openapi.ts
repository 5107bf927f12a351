import { allErrors } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import { z } from 'zod';
import type { Route, RouteTable } from '../http/route-table.js';

type Components = Record<string, JsonObject>;

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'traceId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', description: 'Stable; see the list of codes' },
    traceId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 document of the routes, made of the schemas that check their requests. */
export function openApiOf(routes: RouteTable, version: string): JsonObject {
  const schemas: Components = { Problem: PROBLEM };
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const route of routes.all) {
    const operations = (paths[route.path] ??= {});
    operations[route.method.toLowerCase()] = operationOf(route, schemas);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tamani',
      version,
      description: descriptionOf(),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function descriptionOf(): string {
  const codes = [...allErrors()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, detail }]) => `- \`${code}\` (${status}): ${detail.en}`);
  return `Public money for security-sector reform.\n\nCodes of refusals:\n${codes.join('\n')}`;
}

function operationOf(route: Route, schemas: Components): JsonObject {
  const { policy, name, path } = route;
  const [, resource = 'system'] = path.split('/').filter(Boolean);
  const isWrite = policy.kind === 'create' || policy.kind === 'action';
  return {
    operationId: name.replace('Controller', '').replace('.', '_'),
    summary: policy.summary,
    tags: [path.startsWith('/v1/') ? resource : 'system'],
    ...(typeof policy.roles === 'object' ? { 'x-roles': policy.roles } : {}),
    ...(policy.roles === 'public' ? { security: [] } : {}),
    parameters: parametersOf(route, schemas),
    ...(policy.body ? { requestBody: bodyOf(policy.body, schemas) } : {}),
    responses: {
      [policy.kind === 'create' ? '201' : '200']: {
        description: isWrite ? 'The resource as it stands after the decision' : 'OK',
        ...(isWrite ? { headers: HEADERS } : {}),
        content: { 'application/json': { schema: answerOf(route, schemas) } },
      },
      default: {
        description: 'A problem (RFC 9457)',
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    },
  };
}

const text = { type: 'string' };
const HEADERS = {
  ETag: { schema: text, description: 'Revision, to send back as If-Match' },
  'X-Event-Position': { schema: text, description: 'To send back as minPosition' },
  'Idempotent-Replayed': { schema: text, description: 'true: the request had been carried out' },
};

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

const header = (name: string, description: string): JsonObject => ({
  name,
  in: 'header',
  required: true,
  schema: text,
  description,
});

function parametersOf({ path, policy, query }: Route, schemas: Components): readonly JsonObject[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: text,
  }));
  const listed = (policy.parameters ?? []).map((name) => ({ name, in: 'query', schema: text }));
  const own = query ? queryParameters(query, schemas) : [];
  const isWrite = policy.kind === 'create' || policy.kind === 'action';
  const key = isWrite ? [header('Idempotency-Key', 'A new one for each request')] : [];
  const match = policy.kind === 'action' ? [header('If-Match', 'ETag of the resource')] : [];
  return [...inPath, ...listed, ...own, ...key, ...match];
}

function queryParameters(query: z.ZodType, schemas: Components): readonly JsonObject[] {
  const { properties = {}, required = [] } = schemaOf(query, schemas, 'input') as {
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

const bodyOf = (body: z.ZodType, schemas: Components): JsonObject => ({
  required: true,
  content: { 'application/json': { schema: schemaOf(body, schemas, 'input') } },
});

const page = (items: JsonObject): JsonObject => ({
  type: 'object',
  required: ['data', 'nextCursor'],
  properties: { data: { type: 'array', items }, nextCursor: { type: ['string', 'null'] } },
});

function answerOf({ policy }: Route, schemas: Components): JsonObject {
  const { response, answers } = policy;
  if (answers === 'events') return page({ type: 'object' });
  const schema = response ? schemaOf(response, schemas, 'output') : { type: 'object' };
  return answers === 'list' ? page(schema) : schema;
}

/** A zod schema as JSON Schema 2020-12; those with an id become components. */
function schemaOf(schema: z.ZodType, schemas: Components, io: 'input' | 'output'): JsonObject {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonObject;
  const { $schema: _, $defs = {}, ...own } = made as { $schema?: string; $defs?: Components };
  for (const [name, definition] of Object.entries($defs)) {
    const { id: __, ...plain } = definition as { id?: string };
    schemas[name] = pointed(plain) as JsonObject;
  }
  const { id, ...rest } = own as { id?: string };
  if (id === undefined) return pointed(rest) as JsonObject;
  schemas[id] = pointed(rest) as JsonObject;
  return ref(id);
}

/** References to `#/$defs/X` become references to components. */
function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, member]) => {
    if (key === '$ref' && typeof member === 'string') {
      return [key, member.replace('#/$defs/', '#/components/schemas/')];
    }
    return [key, pointed(member)];
  });
  return Object.fromEntries(entries) as unknown;
}
