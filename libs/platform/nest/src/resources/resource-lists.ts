import { Rejected, streamOf, type Rejection } from '@tamani/kernel';
import type { JsonObject, StoredDocument } from '@tamani/ports';
import { runtimeRefusals } from '@tamani/runtime';
import { criteriaConditions, criteriaParameters, sortsOf } from '../lists/criteria.js';
import type { ListDefinition } from '../lists/list-definition.js';
import { readModelPage } from '../lists/read-model-page.js';
import { streamPage } from '../lists/stream-page.js';
import { eventJson, eventSchema } from './history.js';
import type { Resource } from './resource.js';

/** The list of a resource: its read model, with the filters that the resource declares. */
export function resourceList(resource: Resource): ListDefinition {
  const { path, context, list: model, filters, dates, schema: item } = resource;
  const criteria = { model, item, filters, ...(dates && { dates }) };
  return {
    path,
    roles: resource.readRoles ?? 'authenticated',
    summary: `List ${path}`,
    item,
    parameters: criteriaParameters(criteria),
    sorts: sortsOf(model),
    defaultSort: 'updatedAt' in model.fields ? '-updatedAt' : 'id',
    walkSort: 'createdAt' in model.fields ? 'createdAt' : 'id',
    reads: { context, model },
    async page(ask, platform) {
      const { sort } = ask;
      const asked = { ...ask.query, sort: sort?.field };
      const where = criteriaConditions(criteria, asked);
      const found = await readModelPage({ context, model }, where, { ask, platform });
      return { data: found.documents.map(itemOf), nextCursor: found.nextCursor };
    },
  };
}

const itemOf = ({ doc }: StoredDocument): JsonObject => doc['item'] as JsonObject;

/** The history of one resource: the events of its stream, the oldest first. */
export function historyList(resource: Resource): ListDefinition {
  const { path, aggregate } = resource;
  const { category } = aggregate.decider;
  return {
    path: `${path}/:id/events`,
    roles: resource.readRoles ?? 'authenticated',
    summary: `History of one of ${path}`,
    item: eventSchema,
    parameters: {},
    pages: { default: 100, max: 200 },
    async page(ask, platform) {
      const { id = '' } = ask.path;
      const { decode } = platform.runtime;
      const at = { ask, platform };
      const page = await streamPage(streamOf(category, id), at, (one) => eventJson(decode(one)));
      if (!page) throw new Rejected(missing(resource, id));
      return page;
    },
  };
}

/** 404: no such resource. */
export function missing({ aggregate, path }: Resource, id: string): Rejection {
  const resource = aggregate.decider.category.split('.').at(-1) ?? path;
  return runtimeRefusals.not_found({ resource, id });
}
