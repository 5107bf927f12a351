import type { CommandAccess, RouteAccess } from '../http/route-access.js';
import { listAccess } from '../lists/list-answer.js';
import { historyList, resourceList } from './resource-lists.js';
import { clockedSchema } from './resource-clocks.js';
import { diffQuery, readQueryOf } from './resource-reads.js';
import type { Resource } from './resource.js';

/** What the routes of a resource declare, as it follows from the resource's declaration. */
export interface ResourceAccess {
  readonly list: RouteAccess;
  readonly read: RouteAccess;
  readonly events: RouteAccess;
  readonly diff: RouteAccess;
  readonly create?: CommandAccess;
  readonly actions: Readonly<Record<string, CommandAccess>>;
}

export function accessOf(of: Resource): ResourceAccess {
  const refusals = of.refusals.flatMap((codes) => Object.keys(codes));
  const write = { response: of.schema, refusals };
  const actions = Object.entries(of.actions).map(([name, { command: _, ...action }]) => {
    return [name, { ...action, ...write, kind: 'action' }] as const;
  });
  const create = of.create && creationOf(of.create, write);
  return { ...readsOf(of), ...(create && { create }), actions: Object.fromEntries(actions) };
}

function readsOf(of: Resource): Omit<ResourceAccess, 'create' | 'actions'> {
  const { path, about, schema: response, readRoles: roles = 'authenticated' } = of;
  return {
    list: {
      ...listAccess(resourceList(of)),
      about,
      description: 'In pages, by cursor. Accept chooses between JSON, CSV and NDJSON.',
    },
    read: {
      ...{ roles, answers: 'resource', query: readQueryOf(of) },
      response: of.asOf ? clockedSchema(of.schema) : response,
      refusals: ['version_unknown'],
      summary: `One of ${path}, now or as it was`,
      description: 'By its id, or by its reference if it has one.',
    },
    events: {
      ...listAccess(historyList(of)),
      ...{ answers: 'events', events: eventsOf(of), response: undefined },
      description: 'Each event with who did it, when, and the contents.',
    },
    diff: {
      ...{ roles, answers: 'diff', query: diffQuery },
      refusals: ['version_unknown'],
      summary: `What changed between two versions of one of ${path}`,
      description: 'Field by field. Default of `to`: the current version.',
    },
  };
}

const creationOf = (
  { body, roles, summary, description }: NonNullable<Resource['create']>,
  write: Pick<RouteAccess, 'response' | 'refusals'>,
): CommandAccess => ({
  ...{ body, roles, summary, kind: 'create' },
  ...(description !== undefined && { description }),
  ...write,
});

function eventsOf({ aggregate: { decider } }: Resource): NonNullable<RouteAccess['events']> {
  const data = Object.entries(decider.events).map(([type, spec]) => [type, spec.data] as const);
  const [, name = ''] = decider.category.split('.');
  return { name: `${name}Event`, data: Object.fromEntries(data) };
}
