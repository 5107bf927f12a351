import type { z } from 'zod';
import type { AnyOf, Audience, WriteRole } from '../gate/roles.js';

/** What every route declares; a route without it fails the boot (default deny). */
export interface RouteAccess {
  readonly roles: Audience;
  /** One line, for the documentation. */
  readonly summary: string;
  /** What the summary does not say; Markdown. */
  readonly description?: string;
  /** What the routes under this address are about; one of them says it for all. */
  readonly about?: string;
  /** create and action: POST with the conventions of writes (API.md). */
  readonly kind?: 'create' | 'action' | 'plain';
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly response?: z.ZodType;
  /** Names a list or a resource in the documentation. */
  readonly answers?: 'list' | 'resource' | 'events' | 'diff';
  /** Of an answer that is not JSON. */
  readonly media?: string;
  /** A page for people, or a file of one: not part of the API. */
  readonly isPage?: boolean;
  /** Parameters of a list: what it is sorted and filtered by. */
  readonly list?: ListParameters;
  /** Codes of refusals beside those of the conventions. */
  readonly refusals?: readonly string[];
  /** The events of a resource's history. */
  readonly events?: EventSchemas;
}

export interface ListParameters {
  readonly sort: readonly string[];
  /** Each with the schema of one value. */
  readonly filters: Readonly<Record<string, z.ZodType>>;
}

export interface EventSchemas {
  /** `RequisitionEvent`. */
  readonly name: string;
  readonly data: Readonly<Record<string, z.ZodType>>;
}

/** A command changes something: nobody who only reads may give it. */
export interface CommandAccess extends RouteAccess {
  readonly roles: AnyOf<WriteRole>;
  readonly kind: 'create' | 'action';
}

export const ACCESS = 'tamani:access';
export const QUERY_SCHEMA = 'tamani:query';
