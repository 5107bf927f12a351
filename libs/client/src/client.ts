import { acceptedText, ApiError, Unreachable } from './problem.js';
import { queryText, type Query } from './query.js';
import { isConnectionTrouble, isUnderWay, passing, pauseBefore } from './trouble.js';

export interface ClientOptions {
  /** `http://127.0.0.1:3000`. */
  readonly baseUrl: string;
  /** A token of the section's issuer; default: the demo issuer, one user per role. */
  readonly token?: string;
  /** Language of the server's texts, as in Accept-Language: `en`. Default: the server's own. */
  readonly language?: string;
  /** Attempts per request if the server does not answer or returns 503. Default 8. */
  readonly tries?: number;
  /** What sends a request; by default the platform's own. */
  readonly fetch?: typeof fetch;
}

/** A REST resource: the fields that all resources have. */
export interface Resource {
  readonly id: string;
  readonly reference?: string;
  readonly status?: string;
  readonly [field: string]: unknown;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  /** `"<revision>"`, to send back as If-Match. */
  readonly etag?: string;
  /** X-Event-Position, to send back as `minPosition`. */
  readonly position?: string;
  /** Address of the next page of a list (`Link: rel="next"`), below `/v1/`. */
  readonly next?: string;
  /** The server had seen this Idempotency-Key before. */
  readonly replayed: boolean;
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly user: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 3000;
/** How long an action waits for another service. */
const PASSING_MS = 30_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Calls Tamani's REST API as docs/api.md says: an Idempotency-Key on every POST makes a retry
 * safe, so that requests without an answer, 503 and "still running" are tried again.
 */
export class TamaniClient {
  private readonly tokens = new Map<string, Promise<string>>();

  private readonly fetch: typeof fetch;

  constructor(private readonly options: ClientOptions) {
    this.fetch = options.fetch ?? fetch;
  }

  async get<T = Resource>(user: string, path: string, query: Query = {}): Promise<Answer<T>> {
    return this.call<T>({ method: 'GET', path: path + queryText(query), user });
  }

  /** The server's description of its API, an OpenAPI document; no token is needed. */
  async describe<T>(): Promise<T> {
    const url = `${this.options.baseUrl}/openapi.json`;
    const text = () =>
      this.fetch(url).then((response) => acceptedText('GET /openapi.json', response));
    return JSON.parse(await this.tried(text)) as T;
  }

  /** Every document of a list, page by page. */
  async *list<T = Resource>(user: string, path: string, query: Query = {}): AsyncGenerator<T> {
    let cursor: string | null | undefined;
    do {
      const at = cursor === undefined || cursor === null ? {} : { cursor };
      const page = await this.get<Page<T>>(user, path, { limit: 200, ...query, ...at });
      yield* page.body.data;
      cursor = page.body.nextCursor;
    } while (cursor);
  }

  /**
   * The pages of a list as texts, in CSV or NDJSON, in a stable order; one page of all rows without
   * a `limit`. `from` is the list, or the `next` of an earlier page.
   */
  async *pages(
    user: string,
    from: string,
    { accept, query = {} }: { readonly accept: string; readonly query?: Query },
  ): AsyncGenerator<{ readonly text: string; readonly next: string | undefined }> {
    let path: string | undefined = from + queryText(query);
    while (path !== undefined) {
      const call: Call = { method: 'GET', path, user, headers: { accept } };
      const { body, next }: Answer<string> = await this.call<string>(call);
      yield { text: body, next };
      path = next;
    }
  }

  /** POST; `ifMatch` is the ETag of the resource when it changes one that exists. */
  async post<T = Resource>(
    user: string,
    path: string,
    request: { readonly key: string; readonly body?: unknown; readonly ifMatch?: string },
  ): Promise<Answer<T>> {
    const headers: Record<string, string> = { 'idempotency-key': request.key };
    if (request.ifMatch !== undefined) headers['if-match'] = request.ifMatch;
    return this.call<T>({ method: 'POST', path, user, body: request.body ?? {}, headers });
  }

  /**
   * An action at the current revision: `act('buyer', 'vendors/1/screenings', …)`. It waits while
   * another service has not answered yet: a refusal that says when to try again.
   */
  async act<T = Resource>(
    user: string,
    resource: string,
    request: {
      readonly action: string;
      readonly key: string;
      readonly body?: unknown;
    },
  ): Promise<Answer<T>> {
    const deadline = performance.now() + PASSING_MS;
    for (let attempt = 1; ; attempt++) {
      const { etag } = await this.get(user, resource);
      const { key, body } = request;
      const ifMatch = etag ?? '';
      try {
        return await this.post<T>(user, `${resource}/${request.action}`, { key, body, ifMatch });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (isUnderWay(error) && performance.now() < deadline) {
          await pause(FIRST_PAUSE_MS);
          continue;
        }
        // Another service changed the resource between the two calls: read it again.
        if (error.status !== 412 || attempt >= 5) throw error;
      }
    }
  }

  /** Reads a resource until its status is one of those awaited. */
  async until(
    user: string,
    resource: string,
    wait: { readonly status: readonly string[]; readonly timeoutMs?: number },
  ): Promise<Answer<Resource>> {
    const deadline = performance.now() + (wait.timeoutMs ?? 30_000);
    for (let ms = 10; ; ms = Math.min(ms * 1.6, 500)) {
      const answer = await this.get(user, resource);
      if (wait.status.includes(answer.body.status ?? '')) return answer;
      if (performance.now() > deadline) {
        const expected = wait.status.join(', ');
        throw new Error(`${resource} is ${answer.body.status}, expected ${expected}`);
      }
      await pause(ms);
    }
  }

  private call<T>(call: Call): Promise<Answer<T>> {
    return this.tried(() => this.once<T>(call));
  }

  private async tried<T>(attemptOnce: () => Promise<T>): Promise<T> {
    const tries = this.options.tries ?? 8;
    let ms = FIRST_PAUSE_MS;
    for (let attempt = 1; ; attempt++, ms = Math.min(ms * 2, LAST_PAUSE_MS)) {
      try {
        return await attemptOnce();
      } catch (error) {
        if (!passing(error) || attempt >= tries) throw this.final(error);
        await pause(pauseBefore(error, ms));
      }
    }
  }

  private final(error: unknown): unknown {
    if (!isConnectionTrouble(error)) return error;
    return new Unreachable(`${this.options.baseUrl}: ${error.message}`, { cause: error });
  }

  private async once<T>(call: Call): Promise<Answer<T>> {
    const { language } = this.options;
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...(language === undefined ? {} : { 'accept-language': language }),
      authorization: `Bearer ${await this.token(call.user)}`,
      ...call.headers,
    };
    if (call.body !== undefined) headers['content-type'] = 'application/json';
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const url = `${this.options.baseUrl}/v1/${call.path}`;
    const response = await this.fetch(url, { method: call.method, headers, body });
    const text = await acceptedText(`${call.method} /v1/${call.path}`, response);
    return answerOf<T>(response, text);
  }

  private token(user: string): Promise<string> {
    if (this.options.token !== undefined) return Promise.resolve(this.options.token);
    const known = this.tokens.get(user);
    if (known) return known;
    const asked = this.askToken(user);
    this.tokens.set(user, asked);
    asked.catch(() => this.tokens.delete(user));
    return asked;
  }

  private async askToken(user: string): Promise<string> {
    const response = await this.fetch(`${this.options.baseUrl}/v1/demo-tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user }),
    });
    const text = await acceptedText('POST /v1/demo-tokens', response);
    return (JSON.parse(text) as { accessToken: string }).accessToken;
  }
}

function answerOf<T>(response: Response, text: string): Answer<T> {
  const etag = response.headers.get('etag');
  const position = response.headers.get('x-event-position');
  const next = /<\/v1\/([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    body: (text === '' ? undefined : isJson ? JSON.parse(text) : text) as T,
    replayed: response.headers.get('idempotent-replayed') === 'true',
    ...(etag === null ? {} : { etag }),
    ...(position === null ? {} : { position }),
    ...(next === undefined ? {} : { next }),
  };
}
