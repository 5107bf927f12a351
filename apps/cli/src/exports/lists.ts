/** A list of the API, as the server's own description names it. */
export interface List {
  /** `ledger-lines`. */
  readonly name: string;
  readonly summary: string;
  /** The demo user that may read it. */
  readonly user: string;
  /** It comes in pages; a report is always whole. */
  readonly isPaged: boolean;
}

/** What of an OpenAPI document is looked at. */
export interface Description {
  readonly paths: Readonly<Record<string, { readonly get?: Operation }>>;
}

interface Operation {
  readonly summary?: string;
  readonly 'x-roles'?: readonly string[];
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

const PATH = /^\/v1\/([a-z][a-z-]*)$/;
const JOB = 'reporting-job';

/** Every list of a description: what `GET /v1/<name>` answers in CSV as well, by name. */
export const listsOf = ({ paths }: Description): readonly List[] =>
  Object.entries(paths)
    .flatMap(([path, { get }]) => {
      const name = PATH.exec(path)?.[1];
      if (name === undefined || !get?.responses['200']?.content) return [];
      if (!Object.hasOwn(get.responses['200'].content, 'text/csv')) return [];
      const { summary = '', 'x-roles': roles = [JOB], parameters = [] } = get;
      const isPaged = parameters.some((parameter) => parameter.name === 'limit');
      const user = roles.includes(JOB) ? JOB : (roles[0] ?? JOB);
      return [{ name, summary, user, isPaged }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
