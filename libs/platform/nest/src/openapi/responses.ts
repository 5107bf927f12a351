import type { JsonObject } from '@tamani/ports';
import type { z } from 'zod';
import type { ListAccess } from '../http/route-access.js';
import type { Route } from '../http/route-table.js';
import { eventsOf } from './events.js';
import { ETAG, header, POSITION } from './headers.js';
import { ref, type Components } from './schemas.js';

const WRITE_HEADERS = {
  ETag: ETAG,
  'X-Event-Position': POSITION,
  'X-Correlation-Id': header('Of all events of the purchase: GET /v1/events?correlationId='),
  'Idempotent-Replayed': header('true: the request had been carried out, this is its answer'),
};
const WRITTEN = { description: 'As it stands after the decision', headers: WRITE_HEADERS };
const MADE = { headers: { Location: header('Address of the new resource'), ...WRITE_HEADERS } };
const READ = { description: 'As it stands', headers: { ETag: ETAG, 'X-Event-Position': POSITION } };

/** What a route answers when nothing is wrong, by status. */
export function successOf({ access }: Route, components: Components): JsonObject {
  const { kind, answers, response, events, media, list } = access;
  const schema = response ? components.of(response) : { type: 'object' };
  if (kind === 'create') return { 201: { ...WRITTEN, ...MADE, ...json(schema) } };
  if (kind === 'action') return { 200: { ...WRITTEN, ...json(schema) } };
  if (list) {
    const row = events ? eventsOf(events, components) : schema;
    return { 200: listOf(row, list, components) };
  }
  switch (answers) {
    case 'resource':
      return { 200: { ...READ, ...json(schema) }, 304: { description: 'Not changed' } };
    case 'diff':
      return { 200: { description: 'What changed', ...json(ref('Diff')) } };
    default:
      return { 200: { description: 'As asked', ...(media ? textOf(media) : json(schema)) } };
  }
}

const TEXT = { type: 'string' };
const textOf = (media: string): JsonObject => ({ content: { [media]: { schema: TEXT } } });
const json = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });

function page(items: JsonObject, list: ListAccess, components: Components): JsonObject {
  const envelope = Object.entries(list.envelope).map(([name, schema]) => {
    return [name, components.of(schema as z.ZodType)] as const;
  });
  const cursor = list.isPaged ? { nextCursor: { type: ['string', 'null'] } } : {};
  const properties = {
    ...Object.fromEntries(envelope),
    data: { type: 'array', items },
    ...cursor,
  };
  return { type: 'object', required: Object.keys(properties), properties };
}

function listOf(items: JsonObject, list: ListAccess, components: Components): JsonObject {
  const text = { schema: TEXT };
  const json = { schema: page(items, list, components) };
  return {
    description: 'A page of the list, in the format of Accept',
    headers: { Link: header('The next page: <…>; rel="next"') },
    content: Object.fromEntries(
      list.formats.map((format) => [format, format === 'application/json' ? json : text]),
    ),
  };
}
