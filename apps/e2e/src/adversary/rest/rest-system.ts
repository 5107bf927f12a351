import { streamOf } from '@tamani/kernel';
import type { Resource } from '../../equal/script/world.js';
import { kinds, type Path } from '../system/kinds.js';
import type { Answer, LogEvent, Request, System } from '../system/system.js';
import type { RestApi } from './rest-api.js';

/** Documents that a seed names by what they are: all histories of a system share them. */
const SHARED: readonly Path[] = ['rate-tables', 'fiscal-periods', 'policies'];
/** What was read, and the position of the last event there when it was. */
interface Seen {
  readonly at: number;
  readonly body: unknown;
}

/** How often messages are waited for: users do not wait either. */
const EVERY = 4;

/** A history's part of a system over REST: what it has made itself, and what all share. */
export class RestSystem implements System {
  readonly today = new Date().toISOString().slice(0, 10);
  private readonly made = new Map<Path, string[]>();
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly api: RestApi,
    /** Tells the keys and names of one history from those of another. */
    private readonly name: string,
  ) {}

  at(): void {}

  async send(request: Request): Promise<Answer> {
    const answer = await this.post(request);
    if (request.fate !== 'twice') return answer;
    return this.post(request);
  }

  async all(path: Path): Promise<readonly Resource[]> {
    await this.api.follow();
    const category = kinds[path];
    if (SHARED.includes(path)) {
      const list = await this.once(category, (at) => this.listed(path, at));
      return list as readonly Resource[];
    }
    const ids = this.made.get(path) ?? [];
    const read = async (id: string) => (await this.api.read(`${path}/${id}`)).body;
    const all = ids.map((id) => this.once(streamOf(category, id), () => read(id)));
    return (await Promise.all(all)) as readonly Resource[];
  }

  async mail(amount: 'some' | 'all', seed: number): Promise<void> {
    if (amount === 'all' && seed % EVERY === 0) await this.api.calm();
  }

  /** Everything is read anew when it is looked at next. */
  forget(): void {
    this.seen.clear();
  }

  log(): Promise<readonly LogEvent[]> {
    return this.api.log();
  }

  async troubles(): Promise<readonly string[]> {
    return [...(await this.api.parked()), ...this.api.faults];
  }

  async close(): Promise<void> {}

  /** What was read of a stream or a category, until the feed tells of another event there. */
  private async once(name: string, read: (at: number) => Promise<unknown>): Promise<unknown> {
    const at = this.api.lastOf(name);
    const known = this.seen.get(name);
    if (known?.at === at) return known.body;
    const body = await read(at);
    this.seen.set(name, { at, body });
    return body;
  }

  private async listed(path: Path, at: number): Promise<readonly Resource[]> {
    const { body } = await this.api.read(`${path}?limit=200&minPosition=${at}`);
    return (body as { readonly data: readonly Resource[] }).data;
  }

  private async post(request: Request): Promise<Answer> {
    const { n, who, path, id, action } = request;
    const at = action === undefined ? path : `${path}/${id}/${action}`;
    const headers = { 'idempotency-key': `${this.name}-${n}`, ...(await this.revision(request)) };
    const body = this.own(request);
    const before = this.api.lastOf(streamOf(kinds[path], id ?? ''));
    const { status, body: answer } = await this.api.ask(who, at, { method: 'POST', headers, body });
    if (status >= 500) return { status, fault: JSON.stringify(answer) };
    if (status >= 400) return { status, code: String((answer as { code?: string }).code) };
    if (action === undefined) this.note(path, answer as Resource);
    this.keep(path, answer as Resource, before);
    return { status, body: answer as Resource };
  }

  /** The revision of now, as somebody who has just looked at it has it. */
  private async revision({ path, id, action }: Request): Promise<Record<string, string>> {
    if (action === undefined) return {};
    const { body } = await this.api.read(`${path}/${id}`);
    return { 'if-match': `"${(body as Partial<Resource>)['revision'] ?? '0'}"` };
  }

  /** A vendor has a number of its own, so that each history registers its own. */
  private own({ path, action, body }: Request): Request['body'] {
    if (path !== 'vendors' || action !== undefined) return body;
    return { ...body, registrationNumber: `${this.name} ${String(body['registrationNumber'])}` };
  }

  /** What was answered, good until the feed tells of an event that it had not told of `before`. */
  private keep(path: Path, body: Resource, before: number): void {
    this.seen.set(streamOf(kinds[path], body.id), { at: before, body });
  }

  private note(path: Path, { id }: Resource): void {
    const made = this.made.get(path) ?? [];
    if (kinds[path] && !made.includes(id)) this.made.set(path, [...made, id]);
  }
}
