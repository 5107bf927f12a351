import type { JsonObject } from '@tamani/ports';
import { z } from 'zod';

/** Where a resource stands: its id, the revision of its stream, when it was made and changed. */
export interface At {
  readonly id: string;
  readonly revision: bigint;
  /** When its first and its last event were recorded, RFC 3339 UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

const timestamp = (description: string) =>
  z.iso.datetime().meta({ description, examples: ['2026-09-15T10:00:00.000Z'] });

/** What every resource of the API begins and ends with. */
const head = { id: z.uuid().meta({ description: 'Id of the resource' }) };
const stamps = {
  createdAt: timestamp('When it was recorded first'),
  updatedAt: timestamp('When it was changed last'),
  revision: z
    .string()
    .regex(/^\d{1,15}$/)
    .meta({
      description: 'Increases with each change; in quotes, it is the ETag',
      examples: ['3'],
    }),
};

/** The schema of a resource as returned by the API: `id`, its own fields, when it was changed. */
export const resourceSchema = <T extends z.ZodRawShape>(name: string, shape: T) =>
  z.strictObject({ ...head, ...shape, ...stamps }).meta({ id: name });

/** A resource's own fields, and when it was made and changed. */
export const stamped = (
  fields: JsonObject,
  { id, revision, createdAt, updatedAt }: At,
): JsonObject => ({ id, ...fields, createdAt, updatedAt, revision: String(revision) });
