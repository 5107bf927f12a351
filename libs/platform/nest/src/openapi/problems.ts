import { errorSpec } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import { runtimeRefusals } from '@tamani/runtime';
import { refuse } from '../errors/api-errors.js';
import { refuseBody } from '../errors/body-errors.js';
import type { Route } from '../http/route-table.js';
import { header, ETAG } from './headers.js';
import { ref } from './schemas.js';

/** What each status means; the same wherever it can come. */
const MEANING: Readonly<Record<string, string>> = {
  400: 'A header is missing or malformed, or the body is not JSON',
  401: 'No token, or one that is not valid',
  403: 'None of the roles needed',
  404: 'No such resource, version or address',
  406: 'No such format',
  409: 'Refused by a rule or by the state it is in; or the same request is still running',
  412: 'If-Match is stale: the current ETag is in the answer',
  413: 'The body is too large',
  415: 'Not application/json in UTF-8',
  422: 'Fields or parameters refused; or the key was used for another request',
  428: 'If-Match is required',
  429: 'More than one client may ask: retry after the time given, with the same key',
  503: 'Retry after the time given, with the same key',
};

/** Codes of the conventions that only some routes can give: these name them themselves. */
const SPECIAL = new Set([
  'version_unknown',
  'demo_disabled',
  'method_not_allowed',
  'body_unexpected',
]);
const CONVENTIONS = [refuse, refuseBody, runtimeRefusals]
  .flatMap((codes) => Object.keys(codes))
  .filter((code) => !SPECIAL.has(code));

const withStatus = (codes: readonly string[], status: string): readonly string[] =>
  codes.filter((code) => String(errorSpec(code)?.status) === status);

/** The problems that can come, each response once in the document. */
export class ProblemResponses {
  readonly responses: Record<string, JsonObject> = {};

  /** By status, as references. */
  of(route: Route): JsonObject {
    const known = statusesOf(route).map((status) => [status, this.response(route, status)]);
    return Object.fromEntries([...known, ['default', this.put('Problem', ANY)]]) as JsonObject;
  }

  private response({ path, access }: Route, status: string): JsonObject {
    const own = withStatus(access.refusals ?? [], status);
    const codes = [...new Set([...withStatus(CONVENTIONS, status), ...own])].sort();
    const [, collection = 'System'] = path.split('/').filter(Boolean);
    const whose = own.length === 0 ? '' : upperCamel(collection) + suffixOf(access.kind);
    return this.put(`${whose}Problem${status}`, problem(status, codes));
  }

  private put(name: string, response: JsonObject): JsonObject {
    this.responses[name] ??= response;
    return { $ref: `#/components/responses/${name}` };
  }
}

const suffixOf = (kind: string | undefined): string =>
  kind === 'create' || kind === 'action' ? '' : 'Read';
const upperCamel = (kebab: string): string =>
  kebab.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const content = (schema: JsonObject): JsonObject => ({
  content: { 'application/problem+json': { schema } },
});
const ANY = { description: 'A problem (RFC 9457)', ...content(ref('Problem')) };

function problem(status: string, codes: readonly string[]): JsonObject {
  const headers: Record<string, JsonObject> = {};
  if (status === '401') headers['WWW-Authenticate'] = header('Bearer');
  if (status === '412') headers['ETag'] = ETAG;
  if (['409', '429', '503'].includes(status)) headers['Retry-After'] = header('Seconds');
  const code = { type: 'string', enum: codes };
  const schema = { allOf: [ref('Problem'), { type: 'object', properties: { code } }] };
  return { description: MEANING[status], headers, ...content(schema) };
}

function statusesOf({ method, path, access, query }: Route): readonly string[] {
  const isPost = method === 'POST';
  const isNamed = access.roles !== 'public';
  const found: readonly [boolean, readonly string[]][] = [
    [isPost, ['400', '413', '415']],
    [isNamed, ['401', '403', '429']],
    [path.includes('{'), ['404']],
    [access.answers === 'list', ['406']],
    [isPost && isNamed, ['409']],
    [access.kind === 'action', ['412', '428']],
    [isPost || query !== undefined || access.list !== undefined, ['422']],
  ];
  const own = (access.refusals ?? []).map((code) => String(errorSpec(code)?.status));
  const conventions = found.flatMap(([can, statuses]) => (can ? statuses : []));
  return [...new Set([...conventions, ...own, '503'])].sort();
}
