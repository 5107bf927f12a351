import { csvOf, Rejected, streamOf, type Rejection } from '@tamani/kernel';
import { InvalidCursor, type JsonObject, type StoredDocument } from '@tamani/ports';
import { collectionName, runtimeRefusals, type Loaded } from '@tamani/runtime';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { refuse } from '../errors/api-errors.js';
import type { GatedRequest } from '../http/caller.js';
import type { Platform } from '../platform.js';
import { changes, eventJson } from './history.js';
import { formatOf, ndjson } from './list-formats.js';
import { listQuery, waitOf, type QueryParams } from './list-query.js';
import type { Resource } from './resource.js';
import { renderedOf } from './resource-writes.js';

const revision = z.string().regex(/^\d{1,15}$/, 'parameter_malformed');
/** One resource is read from its stream, so it is at any position that a client can have seen. */
const position = z
  .string()
  .regex(/^\d{1,19}$/, 'parameter_malformed')
  .meta({ description: 'X-Event-Position of a write: the answer has it' });
export const versionQuery = z.strictObject({
  version: revision.optional().meta({ description: 'As it was at this revision' }),
  minPosition: position.optional(),
});
export const diffQuery = z.strictObject({
  from: revision.meta({ description: 'The earlier revision' }),
  to: revision.optional().meta({ description: 'The later revision; left out, the newest' }),
});
export const eventsQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^([1-9]|[1-9]\d|1\d\d|200)$/, 'limit_out_of_range')
    .optional()
    .meta({ description: 'Events per page, from 1 to 200; 100 if left out' }),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'cursor_invalid')
    .optional()
    .meta({ description: 'nextCursor of the page before' }),
});
export type VersionQuery = z.output<typeof versionQuery>;
export type DiffQuery = z.output<typeof diffQuery>;
export type EventsQuery = z.output<typeof eventsQuery>;

const DEFAULT_EVENTS = 100;
/** `REQ-2026-0042`. */
const REFERENCE = /^[A-Z]{2,8}-\d{4}-\d{4,}$/;

/** How a resource is read: lists from its read model, the rest from its stream. */
export class ResourceReads {
  constructor(
    private readonly platform: Platform,
    private readonly of: Resource,
  ) {}

  async answerList(request: GatedRequest, reply: FastifyReply): Promise<void> {
    const { context, list, filters } = this.of;
    const format = formatOf(request.headers.accept);
    const { find, minPosition } = listQuery(request.query as QueryParams, list, filters);
    if (minPosition !== undefined) await this.waitFor(minPosition, request);
    const { reads } = this.platform.runtime.ports;
    const page = await reads.find(collectionName(context, list), find).catch(invalidCursor);
    const data = page.documents.map(itemOf);
    const { nextCursor } = page;
    if (nextCursor !== null) {
      void reply.header('link', `<${nextUrl(request, nextCursor)}>; rel="next"`);
    }
    void reply.header('content-type', `${format}; charset=utf-8`).header('vary', 'accept');
    if (format === 'text/csv') return void reply.send(csvOf(data));
    if (format === 'application/x-ndjson') return void reply.send(ndjson(data));
    void reply.send({ data, nextCursor });
  }

  /** By id or by reference. */
  async answerOne(given: string, query: VersionQuery, reply: FastifyReply): Promise<void> {
    const id = await this.idOf(given, { request: reply.request, ...query });
    const loaded = await this.loadVersion(id, query.version);
    const etag = `"${loaded.revision}"`;
    void reply
      .header('etag', etag)
      .header('x-event-position', String(loaded.position))
      .header('cache-control', 'private, no-cache');
    const known = reply.request.headers['if-none-match'];
    if (known !== undefined && matchesAny(known, etag)) return void reply.status(304).send();
    void reply.send(this.rendered(id, loaded));
  }

  async eventsOf(id: string, { limit, cursor }: EventsQuery): Promise<JsonObject> {
    const { category } = this.of.aggregate.decider;
    const { runtime } = this.platform;
    const count = limit === undefined ? DEFAULT_EVENTS : Number(limit);
    const from = BigInt(cursor ?? 0);
    const page = { from, limit: count + 1 };
    const stored = await runtime.ports.store.readStream(streamOf(category, id), page);
    if (stored.length === 0 && from === 0n) throw new Rejected(this.missing(id));
    const decoded = stored.slice(0, count).map((event) => runtime.decode(event));
    const nextCursor = stored.length > count ? String(from + BigInt(count)) : null;
    return { data: decoded.map(eventJson), nextCursor };
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
    const where = [{ field: 'reference', op: 'eq', value: given } as const];
    const { reads } = this.platform.runtime.ports;
    const { documents } = await reads.find(collectionName(context, list), { where, limit: 1 });
    const [found] = documents;
    if (!found) throw new Rejected(this.missing(given));
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
    if (!now || version === undefined) throw new Rejected(this.missing(id));
    throw new Rejected(refuse.version_unknown({ version, last: String(now.revision) }));
  }

  private missing(id: string): Rejection {
    const { category } = this.of.aggregate.decider;
    const resource = category.split('.').at(-1) ?? this.of.path;
    return runtimeRefusals.not_found({ resource, id });
  }

  private async waitFor(position: bigint, request: GatedRequest): Promise<void> {
    const at = { position, timeoutMs: waitOf(request.headers['prefer']) };
    const { context, list } = this.of;
    if (await this.platform.runtime.waitFor(context, list, at)) return;
    throw new Rejected(refuse.read_model_behind({ position: String(position) }));
  }
}

/** If-None-Match: a list of ETags, compared weakly, or `*` (RFC 9110, 13.1.2). */
const matchesAny = (header: string, etag: string): boolean =>
  header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));

const itemOf = ({ doc }: StoredDocument): JsonObject => doc['item'] as JsonObject;

function invalidCursor(error: unknown): never {
  if (!(error instanceof InvalidCursor)) throw error;
  const errors = [{ pointer: '/cursor', code: 'cursor_invalid' }];
  throw new Rejected(refuse.input_invalid({}, errors));
}

function nextUrl({ url }: GatedRequest, cursor: string): string {
  const [path = '', query = ''] = url.split('?');
  const params = new URLSearchParams(query);
  params.set('cursor', cursor);
  return `${path}?${params.toString()}`;
}
