import { Rejected } from '@tamani/kernel';
import {
  apiRefusals,
  readModelPage,
  type ListAsk,
  type ListDefinition,
  type ListPage,
  type Platform,
  type StreamItem,
} from '@tamani/nest';
import type { JsonObject, StoredEvent } from '@tamani/ports';
import { z } from 'zod';
import type { EventHeader } from '../domain/event-header.js';
import { conditionsOf } from '../read-models/event-query.js';
import { eventHeadersReadModel as model } from '../read-models/event-headers.read-model.js';
import { dataOf } from './event-data.js';
import { EventFeed, storedHeader } from './feed/event-feed.js';
import { eventHeaderJson } from './event-header.json.js';
import { eventsParameters, selectionOf } from './events.schemas.js';
import { eventHeaderSchema } from './stored-event.js';

const reads = { context: 'audit', model };
type Ask = ListAsk<typeof eventsParameters>;

/** Maximum of requests waiting at the end of the log; more get a 503. */
const MAX_WAITING = 100;
let waiting = 0;

/** `GET /v1/events`: the log over all services, as a list, as a feed and as a stream. */
export const eventsList: ListDefinition<typeof eventsParameters> = {
  path: 'events',
  roles: ['auditor', 'administrator'],
  about: 'The log over all services, as an auditor reads it',
  summary: 'Events of all services, by actor, type, entity and time; or as a feed',
  item: eventHeaderSchema,
  envelope: {
    nextAfter: z.string().nullable().meta({ description: 'Feed only, never null: continue here' }),
  },
  parameters: eventsParameters,
  sorts: ['position'],
  defaultSort: '-position',
  reads,
  page: (ask, platform) =>
    ask.query.after === undefined ? listed(ask, platform) : fed(ask, platform),
  stream: { open: follow },
};

async function listed(ask: Ask, platform: Platform): Promise<ListPage> {
  const { query } = ask;
  const where = conditionsOf(selectionOf(query));
  const found = await readModelPage(reads, where, { ask, platform });
  const headers = found.documents.map(({ doc }) => doc as EventHeader);
  const { store } = platform.runtime.ports;
  const data = query.include ? await dataOf(store, headers) : undefined;
  const rows = headers.map((header, n) => ({
    ...eventHeaderJson(header),
    ...(data && { data: data[n] }),
  }));
  return { data: rows, nextCursor: found.nextCursor, envelope: { nextAfter: null } };
}

async function fed(ask: Ask, platform: Platform): Promise<ListPage> {
  if (ask.cursor !== undefined) throw refused('cursor', 'parameter_conflict');
  const feed = new EventFeed(platform.runtime.ports.store);
  const request = await requestOf(ask, feed, BigInt(ask.query.after ?? 0));
  if (waiting >= MAX_WAITING) throw new Rejected(apiRefusals.overloaded({ limit: MAX_WAITING }));
  waiting += 1;
  const page = await feed.page(request, ask.limit, ask.waitMs ?? 0).finally(() => (waiting -= 1));
  const nextAfter = String(page.next);
  const data = page.events.map((event) => rowOf(event, ask));
  return { data, nextCursor: null, envelope: { nextAfter }, next: { after: nextAfter } };
}

/** Live from now on, or after a position: `Last-Event-ID` of a stream that broke, or `after`. */
async function follow(ask: Ask, platform: Platform): Promise<AsyncIterable<StreamItem>> {
  const { store } = platform.runtime.ports;
  const feed = new EventFeed(store);
  const given = ask.lastEventId ?? ask.query.after;
  if (given !== undefined && !/^\d{1,18}$/.test(given)) {
    throw refused('after', 'parameter_malformed');
  }
  const after = given === undefined ? await store.head() : BigInt(given);
  return streamOf(feed, await requestOf(ask, feed, after), ask);
}

async function* streamOf(
  feed: EventFeed,
  request: Awaited<ReturnType<typeof requestOf>>,
  ask: Ask,
): AsyncGenerator<StreamItem> {
  for await (const { position, event } of feed.follow(request)) {
    yield { id: String(position), ...(event && { data: rowOf(event, ask) }) };
  }
}

async function requestOf(ask: Ask, feed: EventFeed, after: bigint) {
  if (await feed.isAhead(after)) throw refused('after', 'position_ahead');
  return { query: selectionOf(ask.query), after, signal: ask.signal };
}

const rowOf = (event: StoredEvent, { query }: Ask): JsonObject => ({
  ...eventHeaderJson(storedHeader(event)),
  ...(query.include && { data: JSON.parse(event.data) as unknown }),
});

const refused = (name: string, code: string): Rejected =>
  new Rejected(apiRefusals.input_invalid({}, [{ pointer: `/${name}`, code }]));
