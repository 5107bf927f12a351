import { Rejected, streamOf } from '@tamani/kernel';
import { streamPage, type ListDefinition } from '@tamani/nest';
import { runtimeRefusals } from '@tamani/runtime';
import { storedEventJson, storedEventSchema } from './stored-event.js';

/** `GET /v1/audit/entities/{category}/{id}`: the history of any stream, as it was stored. */
export const entitiesList: ListDefinition = {
  path: 'audit/entities/:category/:id',
  roles: ['auditor', 'administrator'],
  about: 'Any stream of the log, event by event',
  summary: 'History of any stream: resources, processes, counters',
  item: storedEventSchema,
  parameters: {},
  async page(ask, platform) {
    const { category = '', id = '' } = ask.path;
    const page = await streamPage(streamOf(category, id), { ask, platform }, storedEventJson);
    if (page) return page;
    throw new Rejected(runtimeRefusals.not_found({ resource: 'Event', id: `${category}-${id}` }));
  },
};
