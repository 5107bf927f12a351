import type { Type } from '@nestjs/common';
import type { Caller, GatedRequest } from '../http/caller.js';
import { controllerOf, type DeclaredRoute } from '../http/controller.js';
import { checkedQuery } from '../http/decorators.js';
import { accessOf, type ResourceAccess } from './resource-access.js';
import { diffQuery, readQueryOf, ResourceReads } from './resource-reads.js';
import { ResourceWrites } from './resource-writes.js';
import type { Resource } from './resource.js';

interface Service {
  readonly reads: ResourceReads;
  readonly writes: ResourceWrites;
}

/**
 * The routes of a declared resource: the list, one (now or as it was), its history, the difference
 * of two versions, its creation and its actions.
 */
export function resourceController(of: Resource): Type {
  const access = accessOf(of);
  return controllerOf<Service>({
    name: `${upperCamel(of.path)}Controller`,
    at: `v1/${of.path}`,
    service: (platform) => ({
      reads: new ResourceReads(platform, of),
      writes: new ResourceWrites(platform, of),
    }),
    routes: [...readRoutes(of, access), ...writeRoutes(access)],
  });
}

const readRoutes = (of: Resource, access: ResourceAccess): readonly DeclaredRoute<Service>[] => [
  get('list', '', {
    access: access.list,
    handle: ({ reads }, request, reply) => reads.answerList(request, reply),
  }),
  get('read', ':id', {
    access: access.read,
    handle: ({ reads }, request, reply) =>
      reads.answerOne(idOf(request), checkedQuery(request, readQueryOf(of)), reply),
  }),
  get('events', ':id/events', {
    access: access.events,
    handle: ({ reads }, request, reply) => reads.answerEvents(request, reply),
  }),
  get('diff', ':id/diff', {
    access: access.diff,
    handle: async ({ reads }, request) =>
      reads.difference(await reads.idOf(idOf(request)), checkedQuery(request, diffQuery)),
  }),
];

type Answer = Pick<DeclaredRoute<Service>, 'access' | 'handle'>;
const get = (name: string, at: string, answer: Answer): DeclaredRoute<Service> => ({
  ...{ name, method: 'GET', at },
  ...answer,
});

function writeRoutes(access: ResourceAccess): readonly DeclaredRoute<Service>[] {
  const actions = Object.entries(access.actions).map(([name, one]) =>
    post(lowerCamel(name), `:id/${name}`, {
      access: one,
      handle: ({ writes }, request) =>
        writes.act(name, callerOf(request), { id: idOf(request), body: request.input }),
    }),
  );
  if (!access.create) return actions;
  const create = post('create', '', {
    access: access.create,
    handle: ({ writes }, request) => writes.create(callerOf(request), request.input),
  });
  return [create, ...actions];
}

const post = (name: string, at: string, answer: Answer): DeclaredRoute<Service> => ({
  ...{ name, method: 'POST', at },
  ...answer,
});

const idOf = ({ params }: GatedRequest): string => (params as { readonly id: string }).id;
/** Set by the gate, which refuses anonymous callers on resources. */
const callerOf = ({ caller }: GatedRequest): Caller => caller as Caller;

const upperCamel = (kebab: string): string =>
  kebab.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
const lowerCamel = (kebab: string): string =>
  kebab.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
