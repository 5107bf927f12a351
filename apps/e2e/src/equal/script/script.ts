import { randomOf, type Random } from '@tamani/testing/engines';
import { beside, missingOf, purchase } from './kinds/index.js';
import type { Answer, Body, Draft, Request } from './request.js';
import { spoiled } from './spoil.js';
import type { Kind, Resource, World } from './world.js';

export interface ScriptOptions {
  readonly seed: number;
  readonly name: string;
  readonly vendorId: string;
  readonly steps: number;
}

/** Reads a resource as it is now. */
export type Look = (path: string) => Promise<Answer>;

const REPEATS = 0.08;
const SPOILED = 0.1;
const SIDEWAYS = 0.14;
const BESIDE = 0.1;

/** Processes, and steps of other documents, move these on. */
const MOVED_BY_OTHERS =
  /pending|certified|issued|_received|exception|approved_for_payment|partially_paid/;

/**
 * A random sequence of requests that makes sense most of the time: documents are brought forward
 * by the roles that may; now and then somebody does something else, errs, or asks again. It is
 * made while it runs, for a request names what the answers before it have named. Scripts of one
 * lane go on with the same documents, so that short ones get as far as the payment's return.
 */
export class Script implements World {
  readonly random: Random;
  readonly name: string;
  readonly vendorId: string;
  private readonly resources: Map<string, Resource[]>;
  private readonly sent: Request[];
  /** ETags seen in this turn. */
  private readonly etags = new Map<string, string>();
  private steps = 0;

  /** Goes on where the script before it has ended, or begins with nothing. */
  constructor(
    private readonly options: ScriptOptions,
    before?: Script,
  ) {
    this.random = randomOf(options.seed);
    this.name = options.name;
    this.vendorId = options.vendorId;
    this.resources = before?.resources ?? new Map<string, Resource[]>();
    this.sent = before?.sent ?? [];
  }

  readonly known = (path: string): readonly Resource[] => this.resources.get(path) ?? [];

  get isOver(): boolean {
    return this.steps >= this.options.steps;
  }

  /** The next request. */
  async next(look: Look): Promise<Request> {
    this.etags.clear();
    this.steps += 1;
    const request = this.repeated() ?? (await this.thought(look));
    this.sent.push(request);
    return request;
  }

  /** Takes note of what an answer has shown. */
  heard({ method, path }: Request, { status, body }: Answer): void {
    if (method === 'POST' && (status === 200 || status === 201)) this.see(path, body);
  }

  private see(path: string, text: string): void {
    const [kind = ''] = path.split('/');
    const seen = JSON.parse(text) as Resource;
    const all = this.resources.get(kind) ?? [];
    const at = all.findIndex(({ id }) => id === seen.id);
    if (at < 0) all.push(seen);
    else all[at] = seen;
    this.resources.set(kind, all);
  }

  /** A request once more, word for word; or its key for something else. */
  private repeated(): Request | undefined {
    const { random, sent } = this;
    if (sent.length === 0 || !random.chance(REPEATS)) return undefined;
    const again = random.pick(sent.slice(-6));
    if (random.chance(0.6)) return again;
    return { ...again, body: { ...(again.body as Body), reason: 'Autre chose' } };
  }

  private async thought(look: Look): Promise<Request> {
    const { random } = this;
    const draft = await this.draft(look);
    const request = await this.requestOf(draft, look);
    return random.chance(SPOILED) ? spoiled(request, random) : request;
  }

  private async draft(look: Look): Promise<Draft> {
    const { random } = this;
    const all = [...purchase, ...beside];
    const disturbed = random.chance(SIDEWAYS) ? this.someKnown(all) : undefined;
    if (disturbed) return disturbed.kind.sideways(disturbed.resource, this);
    const kinds = random.chance(BESIDE) ? [random.pick(beside)] : purchase;
    for (const kind of kinds) {
      const forward = await this.forwardOf(kind, look);
      if (forward) return forward;
    }
    const missing = kinds === purchase ? missingOf(this) : (kinds[0] as Kind);
    const made = missing.create(this) ?? purchase.at(-1)?.create(this);
    if (!made) throw new Error('a budget line can always be made');
    return made;
  }

  private someKnown(kinds: readonly Kind[]) {
    const some = kinds.flatMap((kind) =>
      this.known(kind.path).map((resource) => ({ kind, resource })),
    );
    return some.length === 0 ? undefined : this.random.pick(some);
  }

  /** The newest of a kind is looked at where it may have a next step. */
  private async forwardOf(kind: Kind, look: Look): Promise<Draft | undefined> {
    const newest = this.known(kind.path).at(-1);
    if (!newest) return undefined;
    const isOpen = MOVED_BY_OTHERS.test(newest.status) || kind.forward(newest, this);
    if (!isOpen) return undefined;
    const { body, headers } = await look(`${kind.path}/${newest.id}`);
    this.etags.set(`${kind.path}/${newest.id}`, String(headers['etag']));
    this.see(kind.path, body);
    return kind.forward(JSON.parse(body) as Resource, this);
  }

  private async requestOf({ user, path, body }: Draft, look: Look): Promise<Request> {
    const [kind, id] = path.split('/');
    const language = this.random.pick(['fr', 'en']);
    const key = `${this.name}-${this.steps}`;
    const headers = { 'idempotency-key': key, 'accept-language': language };
    const request = { user, method: 'POST', path, headers, body } as const;
    if (id === undefined) return request;
    const at = `${kind}/${id}`;
    const etag = this.etags.get(at) ?? String((await look(at)).headers['etag']);
    return { ...request, headers: { ...headers, 'if-match': etag } };
  }
}
