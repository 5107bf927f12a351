import { columnsOf, type Resolve, type Schema } from './columns.js';

/** A list of the API, as the server's own description names it. */
export interface List {
  /** `ledger-lines`. */
  readonly name: string;
  readonly summary: string;
  /** CSV columns, in the order of the schema: `total.amount`. */
  readonly columns: readonly string[];
  /** It is answered in pages; a report is answered whole. */
  readonly paged: boolean;
  /** A sort in which no document moves while the list is walked; undefined: the server's. */
  readonly sort: string | undefined;
  /** The demo user that may read it. */
  readonly user: string;
}

/** What of an OpenAPI document is looked at. */
export interface Description {
  readonly paths: Readonly<Record<string, { readonly get?: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Operation {
  readonly summary?: string;
  readonly 'x-roles'?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly schema?: Schema }[];
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

const PATH = /^\/v1\/([a-z][a-z-]*)$/;
const JOB = 'reporting-job';
/** Fields that stay as they are once a document is there. */
const UNMOVED = ['id', 'position', 'recordedAt', 'reference', 'createdAt'];

/** Every list of a description: what `GET /v1/<name>` answers with `data`, by name. */
export function listsOf({ paths, components }: Description): readonly List[] {
  const resolve: Resolve = (schema) => {
    const name = schema?.$ref?.split('/').at(-1);
    return name === undefined ? schema : resolve(components.schemas[name]);
  };
  return Object.entries(paths)
    .flatMap(([path, { get }]) => {
      const name = PATH.exec(path)?.[1];
      const items = get && itemsOf(get, resolve);
      return name !== undefined && items ? [listOf(name, { ...get, items }, resolve)] : [];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function itemsOf({ responses }: Operation, resolve: Resolve): Schema | undefined {
  const answer = resolve(responses['200']?.content?.['application/json']?.schema);
  return resolve(answer?.properties?.['data'])?.items;
}

function listOf(
  name: string,
  operation: Operation & { readonly items: Schema },
  resolve: Resolve,
): List {
  const { summary = '', parameters = [], 'x-roles': roles = [JOB], items } = operation;
  const sorts = resolve(parameters.find((one) => one.name === 'sort')?.schema)?.enum ?? [];
  return {
    name,
    summary,
    columns: columnsOf(items, resolve),
    paged: parameters.some((one) => one.name === 'cursor'),
    sort: UNMOVED.find((field) => sorts.includes(field)),
    user: roles.includes(JOB) ? JOB : (roles[0] ?? JOB),
  };
}
