import type { JsonObject } from '@tamani/ports';
import type { AnyReadModel } from '@tamani/runtime';
import type { z } from 'zod';
import type { Caller } from '../http/caller.js';
import type { ParameterMap, ValuesOf } from './query-parameters.js';
import type { Audience } from '../gate/roles.js';
import type { Platform } from '../platform.js';

/** Everything that is a list or a report: where it is, who reads it, what its rows are. */
export interface ListDefinition<P extends ParameterMap = ParameterMap> {
  /** Below `/v1/`: `ledger-lines`, `audit/entities/:category/:id`. */
  readonly path: string;
  readonly roles: Audience;
  readonly summary: string;
  /** What the routes under this address are about, for the documentation. */
  readonly about?: string;
  /** A row, with `.meta({ id })`. The columns of CSV are its fields, in its order. */
  readonly item: z.ZodType;
  /** Fields next to `data` in JSON, for the documentation. */
  readonly envelope?: z.ZodRawShape;
  /** Its own parameters, beside those that every list has. */
  readonly parameters: P;
  /** Sizes of a page; false for a report that is always whole. */
  readonly pages?: { readonly default: number; readonly max: number } | false;
  /** What it can be sorted by. Without it there is no `sort`. */
  readonly sorts?: readonly string[];
  /** `-updatedAt`. */
  readonly defaultSort?: string;
  /**
   * The default in CSV and NDJSON, which are walked to their end: an order that no change moves
   * a row in, so that a walk misses and repeats nothing. Default: `defaultSort`.
   */
  readonly walkSort?: string;
  /** The read model behind it: with it there is a `minPosition`. */
  readonly reads?: { readonly context: string; readonly model: AnyReadModel };
  /** Rows as they come, for `Accept: text/event-stream`. */
  readonly stream?: ListStream<P>;
  page(ask: ListAsk<P>, platform: Platform): Promise<ListPage>;
}

export interface ListStream<P extends ParameterMap = ParameterMap> {
  /** Refuses what cannot be streamed before anything is sent. */
  open(ask: ListAsk<P>, platform: Platform): Promise<AsyncIterable<StreamItem>>;
}

/** A row of a stream; without `data` only the position. */
export interface StreamItem {
  readonly id: string;
  readonly data?: JsonObject;
}

/** What a request asks of a list, checked. */
export interface ListAsk<P extends ParameterMap = ParameterMap> {
  readonly query: ValuesOf<P>;
  /** Parts of the path, by name. */
  readonly path: Readonly<Record<string, string>>;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly sort: ListSort | undefined;
  readonly caller: Caller;
  /** Milliseconds of `Prefer: wait=5`; undefined without it. */
  readonly waitMs: number | undefined;
  /** `Last-Event-ID` of a stream that is taken up again. */
  readonly lastEventId: string | undefined;
  /** Aborted when the client has gone or the server stops. */
  readonly signal: AbortSignal;
  /** Waits until the read model has a position. Throws Rejected (503) after the time of Prefer. */
  upTo(position: bigint, parameter?: string): Promise<void>;
}

export interface ListSort {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

export interface ListPage {
  readonly data: readonly JsonObject[];
  /** Null at the end. Not answered of a list without pages. */
  readonly nextCursor: string | null;
  /** Stands beside `data`. */
  readonly envelope?: JsonObject;
  /** Parameters of the next page, where that is not `cursor`. */
  readonly next?: Readonly<Record<string, string>>;
}
