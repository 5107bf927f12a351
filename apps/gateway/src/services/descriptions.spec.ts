import { describe, expect, test } from '@jest/globals';
import { merged, routesOf, type Description, type Descriptions } from './descriptions.js';
import type { ServiceName } from '../settings.js';

const of = (paths: readonly string[], schemas: Record<string, unknown> = {}): Description => ({
  openapi: '3.1.0',
  info: { title: 'Tamani' },
  tags: [{ name: 'system' }, ...paths.map((name) => ({ name }))],
  paths: Object.fromEntries(['/livez', ...paths].map((path) => [path, { get: path }])),
  components: { schemas, responses: schemas, securitySchemes: { bearer: {} } },
});
const all = (one: Description, other: Description): Descriptions =>
  new Map<ServiceName, Description>([
    ['budgets', one],
    ['audit', other],
  ]);

describe('what the services say of themselves', () => {
  test('a collection belongs to its service; shared ones to none', () => {
    const routes = routesOf(all(of(['/v1/lines', '/v1/lines/{id}/open']), of(['/v1/events'])));
    expect([...routes]).toEqual([
      ['/v1/lines', 'budgets'],
      ['/v1/events', 'audit'],
    ]);
  });

  test('a collection of two services is reported', () => {
    const both = all(of(['/v1/lines/{id}']), of(['/v1/lines']));
    expect(() => routesOf(both)).toThrow('/v1/lines is answered by budgets and by audit');
  });

  test('one combined description; duplicate names are reported', () => {
    const money = { Money: { type: 'object' } };
    const whole = merged(all(of(['/v1/a'], money), of(['/v1/b'], { ...money, Event: {} })));
    expect(Object.keys(whole.paths)).toEqual(['/livez', '/v1/a', '/v1/b']);
    expect(Object.keys(whole.components['schemas'] ?? {})).toEqual(['Money', 'Event']);
    expect(Object.keys(whole.components['responses'] ?? {})).toEqual(['Money', 'Event']);
    expect(whole.tags?.map(({ name }) => name)).toEqual(['/v1/a', '/v1/b', 'system']);
    const other = all(of([], money), of([], { Money: { type: 'string' } }));
    expect(() => merged(other)).toThrow('Money differently');
  });
});
