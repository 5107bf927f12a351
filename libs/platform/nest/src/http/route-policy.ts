import type { z } from 'zod';

/** Who may call a route. */
export type Audience = 'public' | 'authenticated' | readonly string[];

/** What every route declares; a route without it fails the boot (default deny). */
export interface RoutePolicy {
  readonly roles: Audience;
  /** One line, for the documentation. */
  readonly summary: string;
  /** create and action: POST with the conventions of writes (docs/api.md, "Writes"). */
  readonly kind?: 'create' | 'action' | 'plain';
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly response?: z.ZodType;
  /** Names a list or a resource in the documentation. */
  readonly answers?: 'list' | 'resource' | 'events' | 'diff';
  /** Query parameters of a list. */
  readonly parameters?: readonly string[];
}

export const POLICY = 'tamani:policy';
export const QUERY_SCHEMA = 'tamani:query';
