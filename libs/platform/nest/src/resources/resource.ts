import type { BusinessDate, Command, DomainEvent, Recorded, Rejection } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import type { Aggregate, AnyAggregate, AnyReadModel, At } from '@tamani/runtime';
import type { z } from 'zod';
import type { AnyOf, Role, WriteRole } from '../gate/roles.js';
import type { Call, GivenCall } from './call.js';

/** A document by its aggregate and id. */
export interface DocumentOf {
  readonly aggregate: { readonly decider: { readonly category: string } };
  readonly id: string;
}

/** One action: `POST /v1/<path>/{id}/<name>`. */
export interface Action<B extends z.ZodType, C> {
  readonly body: B;
  readonly roles: AnyOf<WriteRole>;
  /** One line, for the documentation. */
  readonly summary: string;
  /** What the summary does not say. */
  readonly description?: string;
  /** The command, of the aggregate's own. */
  readonly command: (body: z.output<B>, call: Call) => C;
}

/** The creation: `POST /v1/<path>`. */
export interface Creation<B extends z.ZodType, C> extends Action<B, C> {
  /** Of a resource whose id follows from what it is; its rule refuses a second one. */
  readonly id?: (body: z.output<B>, call: GivenCall) => string | undefined;
  /** The document that this one continues: the purchase keeps one correlation id. */
  readonly correlateWith?: (body: z.output<B>) => DocumentOf;
}

/** Errors as `defineErrors` returns them. */
export type Refusals = Readonly<Record<string, (...args: never) => Rejection>>;

/** A REST resource: one kind of aggregate, how it is shown and what can be done with it. */
export interface ResourceParts<S> {
  /** `requisitions`. */
  readonly path: string;
  /** What it is, in a sentence for the documentation. */
  readonly about: string;
  /** `procurement`. */
  readonly context: string;
  /** Its documents are the list: `{ …fields, item: <rendered resource> }`. */
  readonly list: AnyReadModel;
  /** The answer, as `resourceSchema` makes it. */
  readonly schema: z.ZodObject;
  render(state: S, at: At): JsonObject;
  /** Of one that holds money: its state after the known events, with figures as of a date. */
  asOf?(state: S, known: readonly Recorded[], date: BusinessDate): S;
  /** Query parameters of the list; fields of the read model. */
  readonly filters: readonly string[];
  /** Ranges of business dates, by their parameters: `{ delivered: 'deliveredOn' }`. */
  readonly dates?: Readonly<Record<string, string>>;
  /** `REQ`: a new one gets a reference, `REQ-2026-0001`. */
  readonly reference?: string;
  /** Who may read; any authenticated role when absent. */
  readonly readRoles?: AnyOf<Role>;
  /** What its rules refuse, for the documentation. */
  readonly refusals: readonly Refusals[];
}

/**
 * A declared resource, for registries: what is declared as a method takes more than it says. Its
 * types were checked where it was declared.
 */
export interface Resource extends ResourceParts<unknown> {
  readonly aggregate: AnyAggregate;
  readonly create?: AnyCreation;
  readonly actions: Readonly<Record<string, AnyAction>>;
}

interface AnyAction extends Omit<Action<z.ZodType, unknown>, 'command'> {
  command(body: unknown, call: Call): Command;
}
interface AnyCreation extends AnyAction {
  id?(body: unknown, call: GivenCall): string | undefined;
  correlateWith?(body: unknown): DocumentOf;
}

/**
 * Declares a resource of an aggregate: `resource(receiptAggregate)({ path: 'receipts', … })`. The
 * types of body, command and answer follow: a command of another aggregate does not compile.
 */
export const resource =
  <S, C extends Command, E extends DomainEvent, F>(aggregate: Aggregate<S, C, E, F>) =>
  <N extends z.ZodType, A extends Readonly<Record<string, z.ZodType>>>(
    parts: ResourceParts<S> & {
      readonly create?: Creation<N, C>;
      readonly actions: { readonly [K in keyof A]: Action<A[K], C> };
    },
  ): Resource =>
    ({ ...parts, aggregate }) as unknown as Resource;
