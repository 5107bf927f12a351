import { Controller, Get, Headers, Inject, Param } from '@nestjs/common';
import { Rejected, streamOf } from '@tamani/kernel';
import { Access, apiRefusals, Id, Platform, QueryInput, waitOf } from '@tamani/nest';
import { InvalidCursor } from '@tamani/ports';
import { collectionName, runtimeRefusals } from '@tamani/runtime';
import { eventHeadersReadModel } from '../read-models/event-headers.read-model.js';
import { EventFinder } from './event-finder.js';
import { eventHeaderJson } from './event-header.json.js';
import {
  eventsQuery,
  relatedSchema,
  selectionOf,
  streamQuery,
  type EventsQuery,
  type StreamQuery,
} from './events.schemas.js';
import { eventHeaderSchema, storedEventJson, storedEventSchema } from './stored-event.js';

const CONTEXT = 'audit';
const roles = ['auditor', 'administrator'] as const;

/** The log as an auditor reads it: over all services, and each event as it was stored. */
@Controller('v1')
export class EventsController {
  private readonly finder: EventFinder;

  constructor(@Inject(Platform) private readonly platform: Platform) {
    const { reads, store } = platform.runtime.ports;
    this.finder = new EventFinder(reads, store, collectionName(CONTEXT, eventHeadersReadModel));
  }

  @Get('events')
  @Access({
    roles,
    about: 'The log over all services, as an auditor reads it',
    summary: 'Events of all services by who, what, which entity and when',
    response: eventHeaderSchema,
    answers: 'list',
  })
  async list(@QueryInput(eventsQuery) query: EventsQuery, @Headers('prefer') prefer?: string) {
    await this.upToDate(query, prefer);
    const { limit, cursor, sort } = query;
    const direction = sort === 'position' ? 'asc' : 'desc';
    const page = await this.finder
      .list(selectionOf(query), { limit, cursor, direction })
      .catch(invalidCursor);
    return { data: page.headers.map(eventHeaderJson), nextCursor: page.nextCursor };
  }

  @Get('events/:id')
  @Access({ roles, summary: 'One event in full, as it was stored', response: storedEventSchema })
  async one(@Id() id: string) {
    const event = await this.finder.event(id);
    if (event === undefined) throw new Rejected(missing(id));
    return storedEventJson(event);
  }

  @Get('events/:id/related')
  @Access({
    roles,
    summary: 'What led to an event, what came of it, and all of its correlation',
    response: relatedSchema,
  })
  async related(@Id() id: string) {
    const related = await this.finder.related(id);
    if (related === undefined) throw new Rejected(missing(id));
    const { event, causes, effects, correlated, isComplete } = related;
    return {
      event: eventHeaderJson(event),
      causes: causes.map(eventHeaderJson),
      effects: effects.map(eventHeaderJson),
      correlated: correlated.map(eventHeaderJson),
      isComplete,
    };
  }

  @Get('audit/entities/:category/:id')
  @Access({
    roles,
    about: 'Any stream of the log, event by event',
    summary: 'History of any stream: resources, processes, counters',
    response: storedEventSchema,
    answers: 'list',
  })
  async history(
    @Param('category') category: string,
    @Id() id: string,
    @QueryInput(streamQuery) { limit, cursor }: StreamQuery,
  ) {
    const from = BigInt(cursor ?? 0);
    const { store } = this.platform.runtime.ports;
    const events = await store.readStream(streamOf(category, id), { from, limit: limit + 1 });
    if (events.length === 0 && from === 0n) throw new Rejected(missing(`${category}-${id}`));
    const nextCursor = events.length > limit ? String(from + BigInt(limit)) : null;
    return { data: events.slice(0, limit).map(storedEventJson), nextCursor };
  }

  private async upToDate({ minPosition }: EventsQuery, prefer: string | undefined): Promise<void> {
    if (minPosition === undefined) return;
    const at = { position: BigInt(minPosition), timeoutMs: waitOf(prefer) };
    if (await this.platform.runtime.waitFor(CONTEXT, eventHeadersReadModel, at)) return;
    throw new Rejected(apiRefusals.read_model_behind({ position: minPosition }));
  }
}

const missing = (id: string) => runtimeRefusals.not_found({ resource: 'Event', id });

function invalidCursor(error: unknown): never {
  if (!(error instanceof InvalidCursor)) throw error;
  const errors = [{ pointer: '/cursor', code: 'cursor_invalid' }];
  throw new Rejected(apiRefusals.input_invalid({}, errors));
}
