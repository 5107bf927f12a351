import { allErrors, errorText, invariant } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import { DOCUMENTATION_LANGUAGE, texts } from '@tamani/texts';
import type { z } from 'zod';
import type { Route, RouteTable } from '../http/route-table.js';
import { parametersOf } from './openapi-requests.js';
import { responsesOf } from './openapi-responses.js';
import { Components, SHARED } from './openapi-schemas.js';

/** The OpenAPI 3.1 document of the routes, made of the schemas that check their requests. */
export function openApiOf(routes: Pick<RouteTable, 'all'>, version: string): JsonObject {
  const components = new Components(SHARED);
  const paths: Record<string, Record<string, JsonObject>> = {};
  const operationIds = new Set<string>();
  for (const route of [...routes.all].sort(byAddress)) {
    const operation = operationOf(route, components);
    const { operationId } = operation as { operationId: string };
    invariant(!operationIds.has(operationId), `two routes are called ${operationId}`);
    operationIds.add(operationId);
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation;
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
      schemas: Object.fromEntries(Object.entries(components.schemas).sort(byName)),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

/** The document is compared with the one of before: its order follows from its content. */
const byAddress = (a: Route, b: Route): number =>
  byName([`${a.path} ${a.method}`], [`${b.path} ${b.method}`]);
const byName = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]) =>
  a < b ? -1 : a > b ? 1 : 0;

function descriptionOf(): string {
  const codes = [...allErrors()]
    .sort(byName)
    .map(([code, { status }]) => `- \`${code}\` (${status}): ${documented(code)}`);
  return `Public money for security-sector reform.\n\nError codes:\n${codes.join('\n')}`;
}

function documented(code: string): string {
  const language = DOCUMENTATION_LANGUAGE;
  return texts.fill(errorText(code, language)?.detail ?? '', language);
}

function operationOf(route: Route, components: Components): JsonObject {
  const { policy, name, path } = route;
  const [, resource = 'system'] = path.split('/').filter(Boolean);
  const { roles, body, summary } = policy;
  return {
    operationId: name.replace('Controller', '').replace('.', '_'),
    summary,
    tags: [path.startsWith('/v1/') ? resource : 'system'],
    ...(typeof roles === 'object' ? { 'x-roles': roles } : {}),
    ...(roles === 'public' ? { security: [] } : {}),
    parameters: parametersOf(route, components),
    ...(body ? { requestBody: requestBodyOf(body, components) } : {}),
    responses: responsesOf(route, components),
  };
}

const requestBodyOf = (body: z.ZodType, components: Components): JsonObject => ({
  required: true,
  content: { 'application/json': { schema: components.of(body) } },
});
