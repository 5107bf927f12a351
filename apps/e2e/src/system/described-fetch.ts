import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DOCUMENT = fileURLToPath(new URL('../../../../docs/openapi.json', import.meta.url));

interface Answer {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, object>>;
}
interface Description {
  readonly paths: Readonly<Record<string, object>>;
}

/** The member at a pointer; undefined when there is none. */
const at = (value: unknown, pointer: readonly string[]): unknown =>
  pointer.reduce<unknown>(
    (part, name) => (part as Record<string, unknown> | undefined)?.[name],
    value,
  );

/**
 * `fetch`, that holds every answer to docs/openapi.json: its status, its media type and its
 * schema, with which a problem's code is one of its route. Throws an Error with what differs.
 */
export function describedFetch(): typeof fetch {
  const description = committedApi();
  return async (input, init) => {
    const response = await fetch(input, init);
    const url = input instanceof Request ? input.url : input;
    const { pathname } = new URL(url);
    const call = { method: init?.method ?? 'GET', path: pathname };
    const problem = description.problemOf(call, response.clone(), await response.clone().text());
    if (problem) throw new Error(`${call.method} ${call.path}: ${problem}`);
    return response;
  };
}

/** The committed description. */
export const committedApi = (): OpenApi =>
  new OpenApi(JSON.parse(readFileSync(DOCUMENT, 'utf8')) as Description);

interface Call {
  readonly method: string;
  readonly path: string;
}

/** The description, asked about answers. */
export class OpenApi {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly checks = new Map<string, ValidateFunction>();

  constructor(private readonly description: Description) {
    this.ajv.addSchema(description, 'api');
  }

  /** What of an answer is not as described; undefined when all of it is. */
  problemOf(call: Call, response: Response, text: string): string | undefined {
    const pointer = this.pointerOf(call, response.status);
    if (!pointer) return `the status ${response.status} is not described`;
    const { content } = at(this.description, pointer) as Answer;
    if (!content) return text === '' ? undefined : 'there is a body, and none is described';
    const [media = ''] = (response.headers.get('content-type') ?? '').split(';');
    if (!Object.hasOwn(content, media)) return `the media type ${media} is not described`;
    const isJson = media.endsWith('json');
    return isJson ? this.differences([...pointer, 'content', media], text) : undefined;
  }

  /** Where the description has the answer of a status, through its reference. */
  private pointerOf({ method, path }: Call, status: number): readonly string[] | undefined {
    const template = this.pathOf(path) ?? '';
    const pointer = ['paths', template, method.toLowerCase(), 'responses', String(status)];
    const answer = at(this.description, pointer) as Answer | undefined;
    return answer?.$ref?.split('/').slice(1) ?? (answer && pointer);
  }

  private differences(pointer: readonly string[], text: string): string | undefined {
    const body: unknown = JSON.parse(text);
    const check = this.checkOf(pointer);
    return check(body) ? undefined : `${this.ajv.errorsText(check.errors)}: ${text.slice(0, 2000)}`;
  }

  private checkOf(pointer: readonly string[]): ValidateFunction {
    const escaped = [...pointer, 'schema'].map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    const ref = `api#/${escaped.join('/')}`;
    const check = this.checks.get(ref) ?? this.ajv.compile({ $ref: ref });
    this.checks.set(ref, check);
    return check;
  }

  /** A path without parameters goes first: `/v1/events/x` is no `/v1/{collection}/{id}`. */
  private pathOf(path: string): string | undefined {
    const { paths } = this.description;
    return Object.hasOwn(paths, path) ? path : Object.keys(paths).find((one) => fits(one, path));
  }
}

function fits(template: string, path: string): boolean {
  const parts = path.split('/');
  const own = template.split('/');
  return (
    own.length === parts.length && own.every((part, n) => part[0] === '{' || part === parts[n])
  );
}
