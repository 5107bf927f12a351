import { isDeepStrictEqual } from 'node:util';
import type { ServiceName } from '../settings.js';

/** What of an OpenAPI document is looked at. */
export interface Description {
  readonly paths: Readonly<Record<string, object>>;
  readonly tags?: readonly Tag[];
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [field: string]: unknown;
}

interface Tag {
  readonly name: string;
}

export type Descriptions = ReadonlyMap<ServiceName, Description>;

/** `/v1/budget-lines` of `/v1/budget-lines/{id}/open`. */
export const collectionOf = (path: string): string =>
  (path.split('?', 1)[0] as string).split('/', 3).join('/');

/** Which service answers a collection of the API; not those paths that every service has. */
export function routesOf(descriptions: Descriptions): ReadonlyMap<string, ServiceName> {
  const all = [...descriptions.values()];
  const isCommon = (path: string): boolean =>
    all.length > 1 && all.every(({ paths }) => Object.hasOwn(paths, path));
  const routes = new Map<string, ServiceName>();
  for (const [name, { paths }] of descriptions) {
    for (const path of Object.keys(paths).filter((one) => !isCommon(one))) {
      const collection = collectionOf(path);
      const other = routes.get(collection);
      if (other !== undefined && other !== name)
        throw new Error(`${collection} is answered by ${other} and by ${name}`);
      routes.set(collection, name);
    }
  }
  return routes;
}

/** One description of the system. Throws when two services mean different things by a name. */
export function merged(descriptions: Descriptions): Description {
  const [first, ...rest] = descriptions.values();
  if (!first) throw new Error('no description to merge');
  return rest.reduce(
    (whole, one) => ({
      ...whole,
      tags: named([...(whole.tags ?? []), ...(one.tags ?? [])]),
      paths: union(whole.paths, one.paths),
      components: {
        ...whole.components,
        schemas: union(whole.components['schemas'] ?? {}, one.components['schemas'] ?? {}),
        responses: union(whole.components['responses'] ?? {}, one.components['responses'] ?? {}),
      },
    }),
    first,
  );
}

/** What of an AsyncAPI document is looked at. */
export interface Topics {
  readonly channels: Readonly<Record<string, unknown>>;
  readonly operations: Readonly<Record<string, unknown>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [field: string]: unknown;
}

/** The topics of all services in one document. Throws when two mean different things by a name. */
export function mergedTopics(all: readonly Topics[]): Topics {
  const [first, ...rest] = all;
  if (!first) throw new Error('no topics to merge');
  const part = (one: Topics, name: string) => one.components[name] ?? {};
  return rest.reduce(
    (whole, one) => ({
      ...whole,
      channels: sorted(union(whole.channels, one.channels)),
      operations: sorted(union(whole.operations, one.operations)),
      components: {
        messages: sorted(union(part(whole, 'messages'), part(one, 'messages'))),
        schemas: sorted(union(part(whole, 'schemas'), part(one, 'schemas'))),
      },
    }),
    first,
  );
}

const sorted = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Each tag once, by name, as each service has its own. */
const named = (tags: readonly Tag[]): readonly Tag[] =>
  [...new Map(tags.map((tag) => [tag.name, tag])).values()].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );

function union<T>(one: Readonly<Record<string, T>>, other: Readonly<Record<string, T>>) {
  for (const [name, value] of Object.entries(other)) {
    if (Object.hasOwn(one, name) && !isDeepStrictEqual(one[name], value))
      throw new Error(`two services describe ${name} differently`);
  }
  return { ...one, ...other };
}
