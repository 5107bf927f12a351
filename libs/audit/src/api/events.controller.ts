import { Controller, Get, Inject } from '@nestjs/common';
import { Rejected } from '@tamani/kernel';
import { Access, Id, Platform } from '@tamani/nest';
import { collectionName, runtimeRefusals } from '@tamani/runtime';
import { eventHeadersReadModel } from '../read-models/event-headers.read-model.js';
import { EventFinder } from './event-finder.js';
import { eventHeaderJson } from './event-header.json.js';
import { relatedSchema } from './events.schemas.js';
import { storedEventJson, storedEventSchema } from './stored-event.js';

const roles = ['auditor', 'administrator'] as const;

/** One event as it was stored, and what belongs to it. */
@Controller('v1/events')
export class EventController {
  private readonly finder: EventFinder;

  constructor(@Inject(Platform) { runtime }: Platform) {
    const { reads, store } = runtime.ports;
    this.finder = new EventFinder(reads, store, collectionName('audit', eventHeadersReadModel));
  }

  @Get(':id')
  @Access({ roles, summary: 'One event in full, as it was stored', response: storedEventSchema })
  async one(@Id() id: string) {
    const event = await this.finder.event(id);
    if (event === undefined) throw new Rejected(missing(id));
    return storedEventJson(event);
  }

  @Get(':id/related')
  @Access({
    roles,
    summary: 'Causes, effects and correlated events of an event',
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
}

const missing = (id: string) => runtimeRefusals.not_found({ resource: 'Event', id });
