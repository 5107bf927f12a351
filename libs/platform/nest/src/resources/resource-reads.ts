import { Rejected } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import type { Loaded } from '@tamani/runtime';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { refuse } from '../errors/api-errors.js';
import { changes } from './history.js';
import { ResourceBase } from './resource-base.js';
import { missing } from './resource-lists.js';

const revision = z.string().regex(/^\d{1,15}$/, 'parameter_malformed');
/** One resource is read from its stream, so it is at any position that a client can have seen. */
const position = z.string().regex(/^\d{1,19}$/, 'parameter_malformed');
export const versionQuery = z.strictObject({
  version: revision.optional(),
  minPosition: position.optional(),
});
export const diffQuery = z.strictObject({ from: revision, to: revision.optional() });
export type VersionQuery = z.output<typeof versionQuery>;
export type DiffQuery = z.output<typeof diffQuery>;

/** How one resource is read: from its stream. */
export abstract class ResourceReads<S> extends ResourceBase<S> {
  protected async answerOne(id: string, query: VersionQuery, reply: FastifyReply): Promise<void> {
    const loaded = await this.loadVersion(id, query.version);
    const etag = `"${loaded.revision}"`;
    void reply
      .header('etag', etag)
      .header('x-event-position', String(loaded.position))
      .header('cache-control', 'private, no-cache');
    const known = reply.request.headers['if-none-match'];
    if (known !== undefined && matchesAny(known, etag)) return void reply.status(304).send();
    void reply.send(this.definition.render(loaded.state, { id, revision: loaded.revision }));
  }

  protected async difference(id: string, { from, to }: DiffQuery): Promise<JsonObject> {
    const before = await this.loadVersion(id, from);
    const after = await this.loadVersion(id, to);
    const render = (one: Loaded<S>): JsonObject =>
      this.definition.render(one.state, { id, revision: one.revision });
    return {
      from: String(before.revision),
      to: String(after.revision),
      changes: changes(render(before), render(after)),
    };
  }

  private async loadVersion(id: string, version: string | undefined): Promise<Loaded<S>> {
    const { decider } = this.aggregate;
    const { commands } = this.platform.runtime;
    const at = version === undefined ? {} : { at: BigInt(version) };
    const loaded = await commands.load(decider, id, at);
    if (loaded) return loaded;
    const now = version === undefined ? undefined : await commands.load(decider, id);
    if (!now || version === undefined) throw new Rejected(missing(this.definition, id));
    throw new Rejected(refuse.version_unknown({ version, last: String(now.revision) }));
  }
}

/** If-None-Match: a list of ETags, compared weakly, or `*` (RFC 9110, 13.1.2). */
const matchesAny = (header: string, etag: string): boolean =>
  header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
