import { Inject } from '@nestjs/common';
import { derivedId, Rejected, streamOf, type Command, type DomainEvent } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import {
  allocateReference,
  claimRequest,
  type Aggregate,
  type AnyAggregate,
  type CommandContext,
  type Executed,
  type Foldable,
  type Loaded,
} from '@tamani/runtime';
import { replyOf, type Caller } from '../http/caller.js';
import { Platform } from '../platform.js';
import type { ResourceDefinition } from './resource-definition.js';

/** What a creation gives its command. */
export interface Assigned {
  readonly id: string;
  /** `REQ-2026-0001`; empty when the resource has none. */
  readonly reference: string;
}

export interface CreateOptions {
  /** Of a resource whose id follows from what it is; its rule refuses a second one. */
  readonly id?: string;
  /** The document that this one continues: the purchase keeps one correlation id. */
  readonly correlateWith?: {
    readonly aggregate: { readonly decider: { readonly category: string } };
    readonly id: string;
  };
}

/** What every resource's controller can do: carry out commands and answer as API.md says. */
export abstract class ResourceBase<S> {
  @Inject(Platform) protected readonly platform!: Platform;
  /** Set by what `ResourceController` makes; not abstract: controllers need not repeat it. */
  protected readonly definition!: ResourceDefinition<S>;

  /** Makes a resource: 201 with Location, ETag and X-Event-Position; a repeat answers the same. */
  protected async create(
    caller: Caller,
    make: (assigned: Assigned) => Command,
    options: CreateOptions = {},
  ): Promise<JsonObject> {
    const { path } = this.definition;
    const id = options.id ?? derivedId('resource', path, caller.commandId);
    const reference = await this.referenceFor(
      caller,
      { id, isNatural: options.id !== undefined },
      make,
    );
    const { correlateWith } = options;
    const continued = correlateWith && streamOfAggregate(correlateWith.aggregate, correlateWith.id);
    const context = await this.contextOf(caller, continued);
    if (options.id !== undefined) await this.claim(context, id);
    const result = await this.platform.runtime.commands.dispatch(
      this.aggregate,
      id,
      make({ id, reference }),
      context,
      options.id === undefined ? { expect: 'new' } : {},
    );
    if (!result.ok) throw new Rejected(result.error);
    replyOf(caller)?.header('location', `/v1/${path}/${id}`);
    return this.answer(caller, id, { ...result.value, ...context });
  }

  /** A natural id does not tell the key: without this, its reuse would go unnoticed. */
  private async claim(context: CommandContext, id: string): Promise<void> {
    const stream = streamOfAggregate(this.aggregate, id);
    const of = { context: this.definition.context, stream };
    const claimed = await claimRequest(this.platform.runtime.commands, context, of);
    if (!claimed.ok) throw new Rejected(claimed.error);
  }

  /** Changes a resource that exists, at the revision that the caller has seen. */
  protected async act<C extends Command>(
    caller: Caller,
    id: string,
    command: C,
  ): Promise<JsonObject> {
    const stream = streamOfAggregate(this.aggregate, id);
    const context = await this.contextOf(caller, stream);
    const { ifMatch } = caller;
    const result = await this.platform.runtime.commands.dispatch(
      this.aggregate,
      id,
      command,
      context,
      { expect: 'existing', ...(ifMatch === undefined ? {} : { ifMatch }) },
    );
    if (!result.ok) {
      if (result.error.code === 'revision_stale') {
        replyOf(caller)?.header('etag', `"${String(result.error.params?.['actual'])}"`);
      }
      throw new Rejected(result.error);
    }
    return this.answer(caller, id, { ...result.value, ...context });
  }

  /**
   * Step one of a rule over two streams: a command to another aggregate under an id derived from
   * the caller's. Throws Rejected, and then nothing has happened.
   */
  protected async step<T, C extends Command, E extends DomainEvent, F>(
    caller: Caller,
    to: { readonly aggregate: Aggregate<T, C, E, F>; readonly id: string; readonly name: string },
    command: NoInfer<C>,
  ): Promise<Executed<T>> {
    const { aggregate, id, name } = to;
    const context = await this.contextOf(caller, streamOfAggregate(aggregate, id));
    const result = await this.platform.runtime.commands.execute(
      aggregate,
      id,
      command,
      { ...context, commandId: derivedId(caller.commandId, name) },
      { expect: 'existing' },
    );
    if (!result.ok) throw new Rejected(result.error);
    return result.value;
  }

  protected load<T, E extends DomainEvent>(
    of: Foldable<T, E>,
    id: string,
  ): Promise<Loaded<T> | undefined> {
    return this.platform.runtime.commands.load(of, id);
  }

  protected get aggregate(): AnyAggregate<S> {
    return this.definition.aggregate as AnyAggregate<S>;
  }

  /**
   * A number is drawn only for what will be written: the numbering has no holes. A repeat that
   * comes after the turn of the year draws none of the new year: the first answer has its own.
   */
  private async referenceFor(
    caller: Caller,
    { id, isNatural }: { readonly id: string; readonly isNatural: boolean },
    make: (assigned: Assigned) => Command,
  ): Promise<string> {
    const { referencePrefix, context } = this.definition;
    if (referencePrefix === undefined) return '';
    const { commands } = this.platform.runtime;
    if (!isNatural && (await commands.load(this.aggregate.decider, id))) return '-';
    const refusal = await commands.refusalOfNew(this.aggregate, id, make({ id, reference: '-' }));
    if (refusal) throw new Rejected(refusal);
    const year = Number(caller.today.slice(0, 4));
    return allocateReference(commands, { context, prefix: referencePrefix, year, forId: id });
  }

  private async contextOf(caller: Caller, stream: string | undefined): Promise<CommandContext> {
    const { actor, commandId, requestHash } = caller;
    const kept = stream && (await this.platform.correlationOf(stream));
    const correlationId = kept ?? caller.correlationId;
    return { actor, commandId, requestHash, correlationId, causationId: commandId };
  }

  private answer(
    caller: Caller,
    id: string,
    executed: Executed<S> & Pick<CommandContext, 'correlationId'>,
  ): JsonObject {
    const { state, revision, position, replayed, correlationId } = executed;
    const reply = replyOf(caller);
    reply?.header('etag', `"${revision}"`);
    reply?.header('x-event-position', String(position));
    reply?.header('x-correlation-id', correlationId);
    if (replayed) reply?.header('idempotent-replayed', 'true');
    return this.definition.render(state, { id, revision });
  }
}

const streamOfAggregate = (
  { decider }: { readonly decider: { readonly category: string } },
  id: string,
): string => streamOf(decider.category, id);
