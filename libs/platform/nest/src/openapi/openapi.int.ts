import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { DeskApp } from '../../testing/desk-app.js';
import { Components } from './schemas.js';

interface Operation {
  readonly operationId: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema: object }[];
  readonly requestBody?: { readonly content: object };
  readonly responses: Readonly<Record<string, { description: string; headers?: object }>>;
}

describe('the OpenAPI document', () => {
  let desk: DeskApp;
  let document: Record<string, unknown>;
  let paths: Record<string, Record<string, Operation>>;
  beforeAll(async () => {
    desk = await DeskApp.open();
    const { body } = await desk.send('GET', '/openapi.json');
    document = body;
    paths = body['paths'] as typeof paths;
  });
  afterAll(() => desk.close());

  const operation = (method: string, path: string): Operation => {
    const found = paths[path]?.[method];
    if (!found) throw new Error(`no ${method} ${path}`);
    return found;
  };
  const names = (one: Operation, where: string) =>
    one.parameters.filter((p) => p.in === where).map(({ name }) => name);
  const all = () =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({ path, method, one })),
    );

  test('is 3.1, with every route and unique operation ids', async () => {
    expect(document['openapi']).toBe('3.1.0');
    expect(all().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'get /asyncapi.json',
      'get /livez',
      'get /metrics',
      'get /openapi.json',
      'get /readyz',
      'get /statusz',
      'post /v1/demo-tokens',
      'get /v1/me',
      'get /v1/notes',
      'post /v1/notes',
      'get /v1/notes/{id}',
      'post /v1/notes/{id}/close',
      'get /v1/notes/{id}/diff',
      'get /v1/notes/{id}/events',
      'get /v1/replies',
      'post /v1/replies',
      'get /v1/replies/{id}',
      'get /v1/replies/{id}/diff',
      'get /v1/replies/{id}/events',
      'get /v1/words',
      'get /v1/words/broken',
    ]);
    const ids = all().map(({ one }) => one.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const again = await desk.send('GET', '/openapi.json');
    expect(again.body).toEqual(document);
  });

  test('each operation has what 3.1 requires: descriptions, path parameters, schemas', () => {
    const tags = document['tags'] as readonly { name: string; description: string }[];
    const described = new Map(tags.map(({ name, description }) => [name, description]));
    for (const { path, one } of all()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(names(one, 'path')).toEqual(inPath);
      const keys = one.parameters.map(({ name, in: where }) => `${where} ${name}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const parameter of one.parameters) {
        expect(parameter.schema).toEqual(expect.any(Object));
        expect([path, parameter]).toMatchObject([
          path,
          { description: expect.stringMatching(/\w/) },
        ]);
        if (parameter.in === 'path') expect(parameter.required).toBe(true);
      }
      expect(Object.keys(one.responses)).toEqual(expect.arrayContaining(['default', '503']));
      expect(one.description).toBeTruthy();
      expect(one.tags.map((tag) => described.get(tag))).toEqual([expect.stringMatching(/\w/)]);
    }
  });

  test('all references resolve; no schema has its own id or definitions', () => {
    const components = document['components'] as Record<'schemas' | 'responses', object>;
    const { schemas } = components;
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);
    expect(refs.length).toBeGreaterThan(10);
    for (const to of refs) {
      const [, kind = '', name = ''] = /^#\/components\/(schemas|responses)\/(\w+)$/.exec(to) ?? [];
      expect(components).toHaveProperty([kind, name]);
    }
    expect(text).not.toContain('$defs');
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['Note', 'NewNote', 'PositiveMoney']),
    );
    for (const schema of Object.values(schemas)) expect(schema).not.toHaveProperty('id');
  });

  test('headers and refusals of a creation, an action, a list, a resource', () => {
    const create = operation('post', '/v1/notes');
    expect(names(create, 'header')).toEqual(
      expect.arrayContaining(['Idempotency-Key', 'X-Correlation-Id', 'Accept-Language']),
    );
    expect(Object.keys(create.responses)).toEqual(
      expect.arrayContaining(['201', '400', '401', '403', '409', '413', '415', '422']),
    );
    expect(create.responses['201']?.headers).toHaveProperty('Location');
    const action = operation('post', '/v1/notes/{id}/close');
    expect(names(action, 'header')).toContain('If-Match');
    expect(Object.keys(action.responses)).toEqual(
      expect.arrayContaining(['200', '404', '409', '412', '428']),
    );
    const list = operation('get', '/v1/notes');
    const common = ['limit', 'cursor', 'sort', 'minPosition', 'separator'];
    const ranges = ['createdFrom', 'createdTo', 'updatedFrom', 'updatedTo'];
    expect(names(list, 'query')).toEqual([...common, 'status', 'q', ...ranges]);
    const sorted = ['createdAt', 'reference', 'status', 'text', 'updatedAt'];
    const sort = list.parameters.find(({ name }) => name === 'sort')?.schema as { enum: string[] };
    expect([...sort.enum].sort()).toEqual(
      ['id', ...sorted.flatMap((field) => [field, `-${field}`])].sort(),
    );
    const status = { items: { $ref: '#/components/schemas/NoteStatus' } };
    expect(list.parameters.find(({ name }) => name === 'status')?.schema).toMatchObject(status);
    expect(names(list, 'header')).toContain('Prefer');
    expect(Object.keys(list.responses)).toEqual(expect.arrayContaining(['200', '406', '422']));
    const one = operation('get', '/v1/notes/{id}');
    expect(Object.keys(one.responses)).toEqual(expect.arrayContaining(['200', '304', '404']));
    expect(names(operation('get', '/v1/words'), 'query')).toEqual(['word']);
  });

  test('a write returns the resource, accepts its example, and lists its refusals', () => {
    const schema = { $ref: '#/components/schemas/Note' };
    const content = { 'application/json': { schema } };
    expect(operation('post', '/v1/notes').responses['201']).toMatchObject({ content });
    const close = operation('post', '/v1/notes/{id}/close');
    expect(close.responses['200']).toMatchObject({ content });
    const body = { text: 'To be done', amount: { amount: '290000', currency: 'XOF' } };
    expect(operation('post', '/v1/notes').requestBody?.content).toMatchObject({
      'application/json': { example: body },
    });
    const { responses } = document['components'] as { responses: Record<string, object> };
    expect(close.responses['409']).toEqual({ $ref: '#/components/responses/NotesProblem409' });
    const codes = ['note_closed', 'note_forbidden_word', 'request_in_progress'];
    expect(JSON.stringify(responses['NotesProblem409'])).toContain(
      JSON.stringify(codes).slice(1, -1),
    );
  });

  test('a history is a union of the resource’s events, by type', () => {
    const { schemas } = document['components'] as { schemas: Record<string, object> };
    expect(schemas['NoteEvent']).toMatchObject({
      oneOf: [
        { $ref: '#/components/schemas/NoteWrittenEvent' },
        { $ref: '#/components/schemas/NoteClosedEvent' },
      ],
      discriminator: { propertyName: 'type' },
    });
  });

  test('security: a token everywhere except on public routes', () => {
    const open = all().filter(({ one }) => one.security?.length === 0);
    expect(open.map(({ path }) => path)).toEqual([
      '/asyncapi.json',
      '/livez',
      '/metrics',
      '/openapi.json',
      '/readyz',
      '/v1/demo-tokens',
    ]);
    expect(document['security']).toEqual([{ bearer: [] }]);
  });

  test('the page loads nothing from other hosts', async () => {
    const page = await desk.send('GET', '/docs');
    expect(page.headers['content-type']).toContain('text/html');
    const asked = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url);
    expect(asked.length).toBeGreaterThan(3);
    for (const url of asked) {
      expect(url).toMatch(/^\/docs\//);
      expect((await desk.send('GET', url)).status).toBe(200);
    }
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.headers['x-frame-options']).toBe('SAMEORIGIN');
    const api = await desk.send('GET', '/v1/notes', { user: 'buyer' });
    expect(api.headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
  });
});

test('two schemas with one id are refused: a client would take one for the other', () => {
  const components = new Components({});
  components.of(z.strictObject({ a: z.string() }).meta({ id: 'Twice' }));
  expect(() => components.of(z.strictObject({ b: z.string() }).meta({ id: 'Twice' }))).toThrow(
    /Twice/,
  );
});
