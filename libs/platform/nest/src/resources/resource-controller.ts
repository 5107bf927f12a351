import { Get, Req, Res } from '@nestjs/common';
import { Rejected, streamOf } from '@tamani/kernel';
import { InvalidCursor, type JsonObject, type StoredDocument } from '@tamani/ports';
import { collectionName, runtimeRefusals } from '@tamani/runtime';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { refuse } from '../errors/api-errors.js';
import type { GatedRequest } from '../http/caller.js';
import { Id, Policy, QueryInput } from '../http/decorators.js';
import { changes, eventJson } from './history.js';
import { csv, formatOf, ndjson } from './list-formats.js';
import { LIST_PARAMETERS, listQuery, waitOf, type QueryParams } from './list-query.js';
import { ResourceBase } from './resource-base.js';
import type { ResourceDefinition } from './resource-definition.js';

const revision = z.string().regex(/^\d{1,15}$/, 'parameter_malformed');
const versionQuery = z.strictObject({ version: revision.optional() });
const diffQuery = z.strictObject({ from: revision, to: revision.optional() });
const eventsQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^([1-9]|[1-9]\d|1\d\d|200)$/, 'limit_out_of_range')
    .optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'cursor_invalid')
    .optional(),
});
const DEFAULT_EVENTS = 100;

/**
 * The routes that every resource has: the list, one (now or as it was), its history, and the
 * difference of two versions. A controller extends it and adds the commands.
 */
export function ResourceController<S>(
  definition: ResourceDefinition<S>,
): abstract new () => ResourceBase<S> {
  const { path, readRoles, schema: response } = definition;
  const roles = readRoles ?? 'authenticated';
  const parameters = [...LIST_PARAMETERS, ...definition.filters];

  abstract class Resources extends ResourceBase<S> {
    protected override readonly definition = definition;

    @Get()
    @Policy({ roles, summary: `List ${path}`, response, answers: 'list', parameters })
    async list(@Req() request: GatedRequest, @Res() reply: FastifyReply): Promise<void> {
      const { context, list, filters } = definition;
      const format = formatOf(request.headers.accept);
      const { find, minPosition } = listQuery(request.query as QueryParams, list, filters);
      if (minPosition !== undefined) await this.waitFor(minPosition, request);
      const { reads } = this.platform.runtime.ports;
      const page = await reads.find(collectionName(context, list), find).catch(invalidCursor);
      const data = page.documents.map(itemOf);
      const { nextCursor } = page;
      if (nextCursor !== null)
        reply.header('link', `<${nextUrl(request, nextCursor)}>; rel="next"`);
      void reply.header('content-type', `${format}; charset=utf-8`);
      if (format === 'text/csv') return void reply.send(csv(data));
      if (format === 'application/x-ndjson') return void reply.send(ndjson(data));
      void reply.send({ data, nextCursor });
    }

    @Get(':id')
    @Policy({ roles, summary: `One of ${path}, now or as it was`, response, answers: 'resource' })
    async read(
      @Id() id: string,
      @QueryInput(versionQuery) { version }: z.output<typeof versionQuery>,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const loaded = await this.loadVersion(id, version);
      const etag = `"${loaded.revision}"`;
      void reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (reply.request.headers['if-none-match'] === etag) return void reply.status(304).send();
      void reply
        .header('x-event-position', String(loaded.position))
        .send(definition.render(loaded.state, { id, revision: loaded.revision }));
    }

    @Get(':id/events')
    @Policy({ roles, summary: `History of one of ${path}`, answers: 'events' })
    async events(
      @Id() id: string,
      @QueryInput(eventsQuery) { limit, cursor }: z.output<typeof eventsQuery>,
    ): Promise<JsonObject> {
      const { category } = this.aggregate.decider;
      const { store } = this.platform.runtime.ports;
      const count = limit === undefined ? DEFAULT_EVENTS : Number(limit);
      const from = BigInt(cursor ?? 0);
      const stored = await store.readStream(streamOf(category, id), { from, limit: count + 1 });
      if (stored.length === 0 && from === 0n) throw new Rejected(this.missing(id));
      const decoded = stored.slice(0, count).map((event) => this.platform.runtime.decode(event));
      const nextCursor = stored.length > count ? String(from + BigInt(count)) : null;
      return { data: decoded.map(eventJson), nextCursor };
    }

    @Get(':id/diff')
    @Policy({
      roles,
      summary: `What changed between two versions of one of ${path}`,
      answers: 'diff',
    })
    async diff(
      @Id() id: string,
      @QueryInput(diffQuery) { from, to }: z.output<typeof diffQuery>,
    ): Promise<JsonObject> {
      const before = await this.loadVersion(id, from);
      const after = await this.loadVersion(id, to);
      const render = (one: typeof before): JsonObject =>
        definition.render(one.state, { id, revision: one.revision });
      return {
        from: String(before.revision),
        to: String(after.revision),
        changes: changes(render(before), render(after)),
      };
    }

    private async loadVersion(id: string, version: string | undefined) {
      const { decider } = this.aggregate;
      const { commands } = this.platform.runtime;
      const at = version === undefined ? {} : { at: BigInt(version) };
      const loaded = await commands.load(decider, id, at);
      if (loaded) return loaded;
      const now = version === undefined ? undefined : await commands.load(decider, id);
      if (!now || version === undefined) throw new Rejected(this.missing(id));
      throw new Rejected(refuse.version_unknown({ version, last: String(now.revision) }));
    }

    private missing(id: string) {
      const { category } = this.aggregate.decider;
      return runtimeRefusals.not_found({ resource: category.split('.').at(-1) ?? path, id });
    }

    private async waitFor(position: bigint, request: GatedRequest): Promise<void> {
      const timeoutMs = waitOf(request.headers['prefer']);
      const { context, list } = definition;
      const at = { position, timeoutMs };
      if (await this.platform.runtime.waitFor(context, list, at)) return;
      throw new Rejected(refuse.read_model_behind({ position: String(position) }));
    }
  }
  return Resources;
}

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
