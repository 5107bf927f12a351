import type { z } from 'zod';
import type { ParameterMap } from './query-parameters.js';

/** Who may call a route. */
export type Audience = 'public' | 'authenticated' | readonly string[];

/** What every route declares; a route without it fails the boot (default deny). */
export interface RoutePolicy {
  readonly roles: Audience;
  /** One line, for the documentation. */
  readonly summary: string;
  /** create and action: POST with the conventions of writes (API.md). */
  readonly kind?: 'create' | 'action' | 'plain';
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly response?: z.ZodType;
  /** Names a list or a resource in the documentation. */
  readonly answers?: 'list' | 'resource' | 'diff';
  /** Query parameters of a list. */
  readonly parameters?: ParameterMap;
  /** What else the documentation says of a list. */
  readonly list?: {
    /** What stands beside `data` in JSON. */
    readonly envelope: z.ZodRawShape;
    /** It has a nextCursor. */
    readonly isPaged: boolean;
    /** Media types of Accept. */
    readonly formats: readonly string[];
  };
}

export const POLICY = 'tamani:policy';
export const QUERY_SCHEMA = 'tamani:query';
