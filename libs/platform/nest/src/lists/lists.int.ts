import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { DeskApp } from '../../testing/desk-app.js';
import { many, one, type ListDefinition } from '../index.js';
import { listController } from './list-controller.js';

const parameters = {
  colour: many(z.enum(['red', 'blue']), 'Of the row'),
  least: one(z.string().regex(/^\d$/, 'parameter_malformed').transform(Number), 'Least size'),
};
const rows = [
  { id: 'a', colour: 'red', size: 1, note: '=1+1' },
  { id: 'b', colour: 'blue', size: 2, note: 'x;y' },
  { id: 'c', colour: 'red', size: 3, note: null },
];

/** A report is a declaration and its registration, without its own route or formats. */
const report: ListDefinition<typeof parameters> = {
  path: 'sizes-of-things/:shelf',
  roles: ['auditor', 'buyer'],
  summary: 'Sizes of things',
  item: z
    .strictObject({
      id: z.string(),
      colour: z.string(),
      size: z.int(),
      note: z.string().nullable(),
    })
    .meta({ id: 'Size' }),
  envelope: { shelf: z.string() },
  parameters,
  sorts: ['size'],
  page({ query, path, limit, cursor = '0' }) {
    const { colour = ['red', 'blue'], least = 0 } = query;
    const all = rows.filter((row) => colour.some((c) => c === row.colour) && row.size >= least);
    const end = Number(cursor) + limit;
    return Promise.resolve({
      data: all.slice(Number(cursor), end),
      nextCursor: end < all.length ? String(end) : null,
      envelope: { shelf: path['shelf'] },
    });
  },
};

describe('a declared report', () => {
  let desk: DeskApp;
  beforeAll(async () => {
    desk = await DeskApp.open({ controllers: [listController(report)] });
  });
  afterAll(() => desk.close());

  const get = (query = '', accept = 'application/json') =>
    desk.send('GET', `/v1/sizes-of-things/top${query}`, { user: 'auditor', headers: { accept } });

  test('JSON with the additional fields, pages by Link', async () => {
    const first = await get('?limit=2');
    expect(first.body).toEqual({ shelf: 'top', data: rows.slice(0, 2), nextCursor: '2' });
    expect(first.headers).toMatchObject({
      vary: 'accept',
      link: '</v1/sizes-of-things/top?limit=2&cursor=2>; rel="next"',
    });
    const last = await get('?limit=2&cursor=2');
    expect(last.body).toEqual({ shelf: 'top', data: rows.slice(2), nextCursor: null });
    expect(last.headers['link']).toBeUndefined();
  });

  test('CSV with the schema’s columns, empty or not; NDJSON; by weight; else 406', async () => {
    const csv = await get('', 'text/csv');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.text).toBe(
      "\uFEFFid,colour,size,note\r\na,red,1,'=1+1\r\nb,blue,2,x;y\r\nc,red,3,\r\n",
    );
    expect((await get('?least=9', 'text/csv')).text).toBe('\uFEFFid,colour,size,note\r\n');
    const semicolons = await get('?separator=;&colour=blue', 'text/csv');
    expect(semicolons.text).toBe('\uFEFFid;colour;size;note\r\nb;blue;2;"x;y"\r\n');
    const lines = await get('?colour=blue', 'application/x-ndjson, text/csv;q=0.5');
    expect(lines.text).toBe(`${JSON.stringify(rows[1])}\n`);
    for (const accept of ['image/png', 'text/html', 'text/event-stream', 'text/csv;q=0']) {
      const refused = await get('', accept);
      expect(refused).toMatchObject({ status: 406, body: { code: 'not_acceptable' } });
    }
  });

  test('its roles, and a 422 that names each parameter and what it can be', async () => {
    const url = '/v1/sizes-of-things/top';
    expect((await desk.send('GET', url, { user: 'receiver' })).status).toBe(403);
    const errors = async (query: string) => (await get(query)).body['errors'];
    expect(await errors('?colour=green&least=x&more=1')).toMatchObject([
      { pointer: '/colour', code: 'invalid_value', detail: expect.stringContaining('red, blue') },
      { pointer: '/least', code: 'parameter_malformed' },
      { pointer: '/more', code: 'unknown_parameter' },
    ]);
    for (const [query, code] of [
      ['?least=1&least=2', 'parameter_repeated'],
      ['?sort=colour', 'sort_unknown'],
      ['?limit=0', 'limit_out_of_range'],
      ['?limit=1e1', 'limit_out_of_range'],
      ['?separator=tab', 'invalid_value'],
      ['?minPosition=1', 'unknown_parameter'],
      [`?${'colour=red&'.repeat(51)}`, 'too_many'],
    ] as const)
      expect(await errors(query)).toMatchObject([{ code }]);
  });

  test('OpenAPI has its parameters with descriptions, its envelope and its formats', async () => {
    const { body } = await desk.send('GET', '/openapi.json');
    const paths = body['paths'] as Record<string, { get: Record<string, unknown> }>;
    const operation = paths['/v1/sizes-of-things/{shelf}']?.get;
    expect(operation).toMatchObject({
      operationId: 'SizesOfThings_list',
      parameters: expect.arrayContaining([
        expect.objectContaining({
          name: 'colour',
          description: 'Of the row; repeat for several values',
          schema: {
            type: 'array',
            items: { type: 'string', enum: ['red', 'blue'] },
            maxItems: 50,
          },
        }),
        expect.objectContaining({
          name: 'limit',
          schema: { type: 'integer', minimum: 1, maximum: 200, default: 25 },
        }),
      ]),
      responses: {
        200: {
          content: {
            'application/json': {
              schema: {
                required: ['shelf', 'data', 'nextCursor'],
                properties: { data: { items: { $ref: '#/components/schemas/Size' } } },
              },
            },
            'text/csv': {},
            'application/x-ndjson': {},
          },
        },
      },
    });
  });
});
