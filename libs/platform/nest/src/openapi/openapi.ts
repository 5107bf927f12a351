import { invariant } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import { operationIdOf, type Route, type RouteTable } from '../http/route-table.js';
import { ProblemResponses } from './problems.js';
import { parametersOf, requestBodyOf } from './requests.js';
import { successOf } from './responses.js';
import { Components } from './schemas.js';
import { SHARED } from './shared.js';

/** The OpenAPI 3.1 document of the routes, generated from their request schemas. */
export function openApiOf(routes: Pick<RouteTable, 'all'>, version: string): JsonObject {
  const components = new Components(SHARED);
  const problems = new ProblemResponses();
  const paths: Record<string, Record<string, JsonObject>> = {};
  const operationIds = new Set<string>();
  const shown = routes.all.filter(({ access }) => !access.isPage).sort(byAddress);
  for (const route of shown) {
    const operation = operationOf(route, components, problems);
    const { operationId } = operation as { operationId: string };
    invariant(!operationIds.has(operationId), `two routes are called ${operationId}`);
    operationIds.add(operationId);
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation;
  }
  return {
    openapi: '3.1.0',
    info: { ...INFO, version, description: DESCRIPTION },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: tagsOf(shown),
    paths,
    components: {
      schemas: sorted(components.schemas),
      responses: sorted(problems.responses),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

const sorted = (named: Readonly<Record<string, JsonObject>>): JsonObject =>
  Object.fromEntries(Object.entries(named).sort(byName));

/** The document is compared with the one of before: its order follows from its content. */
const byAddress = (a: Route, b: Route): number =>
  byName([`${a.path} ${a.method}`], [`${b.path} ${b.method}`]);
const byName = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]) =>
  a < b ? -1 : a > b ? 1 : 0;

const INFO = {
  title: 'Tamani',
  contact: { name: 'Tamani maintainers' },
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};
const DESCRIPTION = `Public money for security-sector reform.

Every write needs an \`Idempotency-Key\`; a change of something that exists needs the \`If-Match\`
of its \`ETag\`. A refusal is a problem (RFC 9457) with a stable \`code\`; what each means and what
to do about it: [/docs/problems](/docs/problems).`;

function operationOf(route: Route, components: Components, problems: ProblemResponses): JsonObject {
  const { access } = route;
  const { roles, body, summary } = access;
  return {
    operationId: operationIdOf(route),
    summary,
    description: descriptionOf(route),
    tags: [tagOf(route)],
    ...(typeof roles === 'object' ? { 'x-roles': roles } : {}),
    ...(roles === 'public' ? { security: [] } : {}),
    parameters: parametersOf(route, components),
    ...(body ? { requestBody: requestBodyOf(body, components) } : {}),
    responses: { ...successOf(route, components), ...problems.of(route) },
  };
}

/** `requisitions` of `/v1/requisitions/{id}/submit`. */
function tagOf({ path }: Route): string {
  const [version, collection = 'system'] = path.split('/').filter(Boolean);
  return version === 'v1' ? collection : 'system';
}

function descriptionOf({ access: { roles, summary, description } }: Route): string {
  const who = typeof roles === 'object' ? `One of these roles: ${roles.join(', ')}.` : WHO[roles];
  return `${description ?? `${summary}.`}\n\n${who}`;
}
const WHO = { public: 'No token is needed.', authenticated: 'Any role.' } as const;

/** Each tag with what its resource is about, as one of its routes says. */
function tagsOf(routes: readonly Route[]): readonly JsonObject[] {
  const about = new Map<string, string>([['system', 'How the system is, and this description']]);
  for (const route of routes) {
    const tag = tagOf(route);
    about.set(tag, about.get(tag) || (route.access.about ?? ''));
  }
  return [...about].sort(byName).map(([name, description]) => ({ name, description }));
}
