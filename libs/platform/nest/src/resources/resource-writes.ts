import { derivedId, invariant, Rejected, streamOf, type Command } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import {
  allocateReference,
  claimRequest,
  stamped,
  type AnyAggregate,
  type At,
  type CommandContext,
  type Executed,
  type ExecuteOptions,
} from '@tamani/runtime';
import { replyOf, type Caller } from '../http/caller.js';
import type { Platform } from '../platform.js';
import { callOf, type Call } from './call.js';
import type { Resource } from './resource.js';

/** How a resource is written: each request is one command, answered as docs/api.md says. */
export class ResourceWrites {
  constructor(
    private readonly platform: Platform,
    private readonly of: Resource,
  ) {}

  /** Creates a resource: 201 with Location, ETag and X-Event-Position; idempotent. */
  async create(caller: Caller, body: unknown): Promise<JsonObject> {
    const { path, create } = this.of;
    invariant(create, `${path} are not made by request`);
    const given = callOf(caller);
    const natural = create.id?.(body, given);
    const id = natural ?? derivedId('resource', path, caller.commandId);
    const call = { ...given, id, reference: '' };
    const make = (reference: string): Command => create.command(body, { ...call, reference });
    const context = await this.platform.contextOf(caller, continuedBy(create, body));
    const options: ExecuteOptions = {
      ...(natural === undefined && { expect: 'new' }),
      completed: async () => {
        if (natural !== undefined) await this.claim(context, id);
        return make(await this.referenceFor(call));
      },
    };
    const { runtime } = this.platform;
    const result = await runtime.carryOut(this.aggregate, id, make(''), context, options);
    if (!result.ok) throw new Rejected(result.error);
    replyOf(caller)?.header('location', `/v1/${path}/${id}`);
    return this.answer(caller, id, { ...result.value, ...context });
  }

  /** Changes a resource that exists, at the revision that the caller has seen. */
  async act(name: string, caller: Caller, of: { id: string; body: unknown }): Promise<JsonObject> {
    const { id, body } = of;
    const call = { ...callOf(caller), id, reference: '' };
    const context = await this.platform.contextOf(caller, this.streamOf(id));
    const { ifMatch } = caller;
    const options: ExecuteOptions = {
      expect: 'existing',
      ...(ifMatch !== undefined && { ifMatch }),
    };
    const { runtime } = this.platform;
    const action = this.of.actions[name];
    invariant(action, `no action ${name}`);
    const command = action.command(body, call);
    const result = await runtime.carryOut(this.aggregate, id, command, context, options);
    if (!result.ok) {
      if (result.error.code === 'revision_stale') {
        replyOf(caller)?.header('etag', `"${String(result.error.params?.['actual'])}"`);
      }
      throw new Rejected(result.error);
    }
    return this.answer(caller, id, { ...result.value, ...context });
  }

  private get aggregate(): AnyAggregate {
    return this.of.aggregate;
  }

  private streamOf(id: string): string {
    return streamOf(this.aggregate.decider.category, id);
  }

  /** A natural id does not tell the key: without this, its reuse would go unnoticed. */
  private async claim(context: CommandContext, id: string): Promise<void> {
    const of = { context: this.of.context, stream: this.streamOf(id) };
    const claimed = await claimRequest(this.platform.runtime.commands, context, of);
    if (!claimed.ok) throw new Rejected(claimed.error);
  }

  /**
   * A number is drawn only for what will be written: a race that is lost leaves no hole. A repeat
   * draws none, also after the turn of the year: the first answer has its own.
   */
  private async referenceFor({ id, today }: Call): Promise<string> {
    const { reference: prefix, context } = this.of;
    if (prefix === undefined) return '';
    const year = Number(today.slice(0, 4));
    const asked = { context, prefix, year, forId: id };
    return allocateReference(this.platform.runtime.commands, asked);
  }

  private answer(
    caller: Caller,
    id: string,
    executed: Executed<unknown> & Pick<CommandContext, 'correlationId'>,
  ): JsonObject {
    const { state, revision, position, replayed, correlationId } = executed;
    const reply = replyOf(caller);
    reply?.header('etag', `"${revision}"`);
    reply?.header('x-event-position', String(position));
    reply?.header('x-correlation-id', correlationId);
    if (replayed) reply?.header('idempotent-replayed', 'true');
    return renderedOf(this.of, state, { ...executed, id });
  }
}

/** The resource as it is answered, in a list as by itself. */
export const renderedOf = (of: Resource, state: unknown, at: At): JsonObject =>
  stamped(of.render(state, at), at);

/** The stream of the document that a new one continues. */
function continuedBy(create: NonNullable<Resource['create']>, body: unknown): string | undefined {
  const document = create.correlateWith?.(body);
  return document && streamOf(document.aggregate.decider.category, document.id);
}
