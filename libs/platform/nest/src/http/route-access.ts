import type { z } from 'zod';
import type { AnyOf, Audience, WriteRole } from '../gate/roles.js';
import type { ParameterMap } from '../lists/query-parameters.js';

/** What every route declares; a route without it fails the boot (default deny). */
export interface RouteAccess {
  readonly roles: Audience;
  /** One line, for the documentation. */
  readonly summary: string;
  /** What the summary does not say; Markdown. */
  readonly description?: string;
  /** What the routes under this address are about; one of them says it for all. */
  readonly about?: string;
  /** create and action: POST with the conventions of writes (docs/api.md). */
  readonly kind?: 'create' | 'action' | 'plain';
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly response?: z.ZodType;
  /** Names a list or a resource in the documentation. */
  readonly answers?: 'list' | 'resource' | 'events' | 'diff';
  readonly list?: ListAccess;
  /** Of an answer that is not JSON. */
  readonly media?: string;
  /** A page for people, or a file of one: not part of the API. */
  readonly isPage?: boolean;
  /** Codes of refusals in addition to those of the conventions. */
  readonly refusals?: readonly string[];
  /** The events of a resource's history. */
  readonly events?: EventSchemas;
}

/** The documentation of a list. */
export interface ListAccess {
  /** Its query parameters. */
  readonly parameters: ParameterMap;
  /** Fields next to `data` in JSON. */
  readonly envelope: z.ZodRawShape;
  /** It has a nextCursor. */
  readonly isPaged: boolean;
  /** Media types of Accept. */
  readonly formats: readonly string[];
}

export interface EventSchemas {
  /** `RequisitionEvent`. */
  readonly name: string;
  readonly data: Readonly<Record<string, z.ZodType>>;
}

/** Commands are writes: read-only roles may not send them. */
export interface CommandAccess extends RouteAccess {
  readonly roles: AnyOf<WriteRole>;
  readonly kind: 'create' | 'action';
}

export const ACCESS = 'tamani:access';
export const QUERY_SCHEMA = 'tamani:query';
