import type { JsonObject } from '@tamani/ports';
import type { AnyAggregate, AnyReadModel } from '@tamani/runtime';
import type { z } from 'zod';

/** A REST resource: how one kind of aggregate is shown (API.md). */
export interface ResourceDefinition<S> {
  /** `requisitions`. */
  readonly path: string;
  /** `procurement`. */
  readonly context: string;
  readonly aggregate: AnyAggregate;
  /** Its documents are the list: `{ …fields, item: <rendered resource> }`. */
  readonly list: AnyReadModel;
  /** The answer's schema, with `.meta({ id })`. */
  readonly schema: z.ZodType;
  readonly render: (state: S, at: { id: string; revision: bigint }) => JsonObject;
  /** Query parameters of the list; fields of the read model. */
  readonly filters: readonly string[];
  /** Ranges of business dates, by their parameters: `{ delivered: 'deliveredOn' }`. */
  readonly dates?: Readonly<Record<string, string>>;
  /** `REQ`: the resource has a reference, `REQ-2026-0001`. */
  readonly referencePrefix?: string;
  /** Who may read; any authenticated role when absent. */
  readonly readRoles?: readonly string[];
}
