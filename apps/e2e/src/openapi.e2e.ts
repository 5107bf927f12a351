import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ServerUnderTest } from './server.js';
import {
  clientFile,
  clientProblems,
  generatedClient,
  generateTypes,
} from './system/generated-client.js';

const COMMITTED = fileURLToPath(new URL('../../../docs/openapi.json', import.meta.url));
const TOPICS = fileURLToPath(new URL('../../../docs/asyncapi.json', import.meta.url));

let server: ServerUnderTest;
beforeAll(async () => {
  server = await ServerUnderTest.start();
});
afterAll(() => server?.dispose());

const described = async () => {
  const answer = await fetch(`${server.url}/openapi.json`);
  return (await answer.json()) as { openapi: string; paths: Record<string, object> };
};

test('the committed description is the server’s (else: npm run openapi)', async () => {
  const committed: unknown = JSON.parse(readFileSync(COMMITTED, 'utf8'));
  expect(committed).toEqual(await described());
});

test('the committed topics are the server’s (else: npm run openapi)', async () => {
  const committed: unknown = JSON.parse(readFileSync(TOPICS, 'utf8'));
  expect(await (await fetch(`${server.url}/asyncapi.json`)).json()).toEqual(committed);
});

test('it has every call of the main flow, and refuses every one of them without a token', async () => {
  const { openapi, paths } = await described();
  expect(openapi).toMatch(/^3\.1/);
  const calls = [
    'POST /v1/rate-tables',
    'POST /v1/rate-tables/{id}/corrections',
    'POST /v1/budget-lines',
    'POST /v1/budget-lines/{id}/allotments',
    'POST /v1/budget-lines/{id}/open',
    'POST /v1/vendors',
    'POST /v1/vendors/{id}/screenings',
    'POST /v1/requisitions',
    'POST /v1/requisitions/{id}/submit',
    'POST /v1/requisitions/{id}/certify',
    'POST /v1/purchase-orders',
    'POST /v1/purchase-orders/{id}/approve',
    'POST /v1/receipts',
    'POST /v1/receipts/{id}/inspect',
    'POST /v1/receipts/{id}/post',
    'POST /v1/invoices',
    'POST /v1/invoices/{id}/approve',
    'POST /v1/payments',
    'POST /v1/payments/{id}/certify',
    'POST /v1/payments/{id}/approve',
    'POST /v1/payments/{id}/release',
    'POST /v1/payments/{id}/confirm',
    'GET /v1/spend',
    'GET /v1/events',
  ];
  for (const call of calls) {
    const [method = '', path = ''] = call.split(' ');
    expect(paths[path]).toHaveProperty(method.toLowerCase());
    const answer = await fetch(server.url + path.replace('{id}', 'x'), { method });
    expect([call, answer.status]).toEqual([call, 401]);
  }
});

type Schema = Readonly<Record<string, unknown>>;

/** The texts of a schema that may be anything, by their path. */
function openTexts(schema: Schema, schemas: Readonly<Record<string, Schema>>): readonly string[] {
  const of = (inner: unknown) => openTexts(inner as Schema, schemas);
  const name = (schema['$ref'] as string | undefined)?.split('/').at(-1);
  if (name !== undefined) return of(schemas[name]);
  const parts = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (schema[key] ?? []) as unknown[]);
  const said = ['pattern', 'format', 'enum', 'const'].some((key) => Object.hasOwn(schema, key));
  return [
    ...(schema['type'] === 'string' && !said ? [''] : []),
    ...[...parts, ...(Object.hasOwn(schema, 'items') ? [schema['items']] : [])].flatMap(of),
    ...Object.entries((schema['properties'] ?? {}) as object).flatMap(([field, inner]) =>
      of(inner).map((path) => `/${field}${path}`),
    ),
  ];
}

test('no text of a body may be anything: each has the one schema of texts, or its own', async () => {
  const { paths, components } = (await described()) as unknown as {
    paths: Record<string, { post?: { requestBody?: { content: Record<string, object> } } }>;
    components: { schemas: Record<string, Schema> };
  };
  const open = Object.entries(paths).flatMap(([path, { post }]) =>
    Object.values(post?.requestBody?.content ?? {}).flatMap((media) =>
      openTexts((media as { schema: Schema }).schema, components.schemas).map((at) => path + at),
    ),
  );
  expect(open).toEqual([]);
  expect(openTexts({ type: 'object', properties: { a: { type: 'string' } } }, {})).toEqual(['/a']);
});

describe('a client generated from docs/openapi.json', () => {
  const planted = clientFile('planted.ts');
  beforeAll(() => generateTypes(), 120_000);
  afterAll(() => rm(planted, { force: true }));

  test('the main flow compiles without a cast; a value that is not of the enum does not', async () => {
    const flow = await readFile(clientFile('main-flow.ts'), 'utf8');
    const code = flow.replace(/\/\*\*[^]*?\*\//g, '');
    expect(code).not.toMatch(/\bas (?!const\b)[a-zA-Z{]|\bany\b|@ts-|<unknown>/);
    expect(await clientProblems()).toBe('');
    await writeFile(planted, flow.replace(`kind: 'goods'`, `kind: 'gods'`));
    expect(await clientProblems()).toMatch(/planted\.ts\(\d+,\d+\): error TS2322/);
    await rm(planted);
  }, 240_000);

  test('the main flow runs, from the requisition to the payment', async () => {
    const { MainFlow } = await generatedClient();
    const { payment, submittedFor } = await new MainFlow(server.url).run();
    expect(payment).toMatchObject({ status: 'confirmed', amount: { amount: '11136000' } });
    expect(submittedFor).toEqual(['2026-09-15']);
  }, 240_000);
});

async function tokenOf(user: string): Promise<string> {
  const answer = await fetch(`${server.url}/v1/demo-tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

interface Operation {
  readonly 'x-roles'?: readonly string[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly example: unknown } };
  };
}

test('every example of a body is taken: what is refused is a rule, or what is not there', async () => {
  const { paths } = (await described()) as { paths: Record<string, { post?: Operation }> };
  const posts = Object.entries(paths).filter(([, { post }]) => post?.requestBody);
  expect(posts.length).toBeGreaterThan(70);
  for (const [path, { post }] of posts) {
    const [user = 'buyer'] = post?.['x-roles'] ?? [];
    const authorization = `Bearer ${await tokenOf(user)}`;
    const answer = await fetch(server.url + path.replace('{id}', randomUUID()), {
      method: 'POST',
      headers: {
        ...{ authorization, 'content-type': 'application/json', 'if-match': '"0"' },
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(post?.requestBody?.content['application/json'].example),
    });
    const { code } = (await answer.json()) as { code?: string };
    const isTaken = [200, 201, 404, 409].includes(answer.status);
    expect([path, answer.status, code, isTaken]).toEqual([path, answer.status, code, true]);
  }
});
