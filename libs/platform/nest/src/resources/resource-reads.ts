import { invariant, Rejected } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import { collectionName, type Loaded } from '@tamani/runtime';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { refuse } from '../errors/api-errors.js';
import type { GatedRequest } from '../http/caller.js';
import type { Platform } from '../platform.js';
import { answerList, DEFAULT_WAIT_MS } from '../lists/list-answer.js';
import { waitOf } from '../lists/list-query.js';
import { waitForPosition } from '../http/wait-for.js';
import { changes } from './history.js';
import { historyList, missing, resourceList } from './resource-lists.js';
import {
  asksClocks,
  clockParameters,
  loadAsOf,
  type Clocked,
  type ClockQuery,
} from './resource-clocks.js';
import type { Resource } from './resource.js';
import { renderedOf } from './resource-writes.js';

const revision = z.string().regex(/^\d{1,15}$/, 'parameter_malformed');
/** One resource is read from its stream, so it is at any position that a client can have seen. */
const position = z
  .string()
  .regex(/^\d{1,19}$/, 'parameter_malformed')
  .meta({ description: 'X-Event-Position of a write that the answer must include' });
const versionQuery = z.strictObject({
  version: revision.optional().meta({ description: 'As it was at this revision' }),
  minPosition: position.optional(),
});
const clockedQuery = versionQuery.extend(clockParameters);
export const diffQuery = z.strictObject({
  from: revision.meta({ description: 'The earlier revision' }),
  to: revision.optional().meta({ description: 'The later revision. Default: the newest' }),
});
export type ReadQuery = z.output<typeof versionQuery> & ClockQuery;

/** What of a resource can be asked for: a version, and of one that holds money a date. */
export const readQueryOf = ({ asOf }: Resource): z.ZodType<ReadQuery> =>
  asOf ? clockedQuery : versionQuery;
export type DiffQuery = z.output<typeof diffQuery>;

/** `REQ-2026-0042`, in any case. */
const REFERENCE = /^[a-z]{2,8}-\d{4}-\d{4,}$/i;

/** How a resource is read: the list from its read model, the rest from its stream. */
export class ResourceReads {
  constructor(
    private readonly platform: Platform,
    private readonly of: Resource,
  ) {}

  answerList(request: GatedRequest, reply: FastifyReply): Promise<void> {
    return answerList(resourceList(this.of), { request, reply, platform: this.platform });
  }

  /** Its history, by id or by reference. */
  async answerEvents(request: GatedRequest, reply: FastifyReply): Promise<void> {
    const { id = '' } = request.params as { readonly id?: string };
    const at = { request, reply, platform: this.platform, path: { id: await this.idOf(id) } };
    return answerList(historyList(this.of), at);
  }

  /** By id or by reference. */
  async answerOne(given: string, query: ReadQuery, reply: FastifyReply): Promise<void> {
    const id = await this.idOf(given, { request: reply.request, ...query });
    const { loaded, cover } = await this.loadAsked(id, query, reply.request);
    const etag = `"${loaded.revision}"`;
    void reply
      .header('etag', etag)
      .header('x-event-position', String(loaded.position))
      .header('cache-control', 'private, no-cache');
    const known = reply.request.headers['if-none-match'];
    if (known !== undefined && matchesAny(known, etag)) return void reply.status(304).send();
    void reply.send({ ...this.rendered(id, loaded), ...cover });
  }

  /** By two dates where one of them is asked for, else by its version. */
  private async loadAsked(
    id: string,
    query: ReadQuery,
    { caller }: GatedRequest,
  ): Promise<Pick<Clocked, 'loaded'> & Partial<Clocked>> {
    const { asOf } = this.of;
    const loaded = await this.loadVersion(id, query.version);
    if (!asOf || !asksClocks(query)) return { loaded };
    invariant(caller, 'a resource that anybody may read');
    const at = { id, today: caller.today, query };
    const clocked = await loadAsOf(this.platform, { ...this.of, asOf }, at);
    if (!clocked) throw new Rejected(missing(this.of, id));
    return clocked;
  }

  async difference(id: string, { from, to }: DiffQuery): Promise<JsonObject> {
    const before = await this.loadVersion(id, from);
    const after = await this.loadVersion(id, to);
    const render = (one: Loaded<unknown>) => this.of.render(one.state, { ...one, id });
    return {
      from: String(before.revision),
      to: String(after.revision),
      changes: changes(render(before), render(after)),
    };
  }

  /** The id of a reference, by the list; an id is itself. Throws Rejected when there is none. */
  async idOf(
    given: string,
    at?: { readonly request: GatedRequest; readonly minPosition?: string | undefined },
  ): Promise<string> {
    const { context, list } = this.of;
    if (!REFERENCE.test(given) || !('reference' in list.fields)) return given;
    if (at?.minPosition !== undefined) await this.waitFor(BigInt(at.minPosition), at.request);
    const where = [{ field: 'reference', op: 'eq', value: given.toUpperCase() } as const];
    const { reads } = this.platform.runtime.ports;
    const { documents } = await reads.find(collectionName(context, list), { where, limit: 1 });
    const [found] = documents;
    if (!found) throw new Rejected(missing(this.of, given));
    return found.key;
  }

  private rendered(id: string, loaded: Loaded<unknown>): JsonObject {
    return renderedOf(this.of, loaded.state, { ...loaded, id });
  }

  private async loadVersion(id: string, version: string | undefined): Promise<Loaded<unknown>> {
    const { decider } = this.of.aggregate;
    const { commands } = this.platform.runtime;
    const at = version === undefined ? {} : { at: BigInt(version) };
    const loaded = await commands.load(decider, id, at);
    if (loaded) return loaded;
    const now = version === undefined ? undefined : await commands.load(decider, id);
    if (!now || version === undefined) throw new Rejected(missing(this.of, id));
    throw new Rejected(refuse.version_unknown({ version, last: String(now.revision) }));
  }

  private async waitFor(position: bigint, request: GatedRequest): Promise<void> {
    const at = { position, timeoutMs: waitOf(request.headers['prefer']) ?? DEFAULT_WAIT_MS };
    const { context, list: model } = this.of;
    await waitForPosition(this.platform, { context, model }, at);
  }
}

/** If-None-Match: a list of ETags, compared weakly, or `*` (RFC 9110, 13.1.2). */
const matchesAny = (header: string, etag: string): boolean =>
  header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
