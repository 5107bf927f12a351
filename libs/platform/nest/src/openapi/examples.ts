import type { JsonObject } from '@tamani/ports';
import type { Components } from './schemas.js';

/** An id, as the examples have it. */
export const EXAMPLE_ID = '0190f3c2-7d1e-7c3a-9b2f-5a1c8e4d6f70';

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: EXAMPLE_ID,
  date: '2026-09-15',
  'date-time': '2026-09-15T10:00:00.000Z',
};

/** What of a JSON Schema an example follows from. */
interface Schema {
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonObject[];
  readonly type?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly items?: JsonObject;
  readonly properties?: Readonly<Record<string, JsonObject>>;
}

/** A valid value of the schema: its first example, or one built from those of its parts. */
export function exampleOf(schema: JsonObject, components: Components): unknown {
  const resolved = components.resolved(schema) as Schema;
  const [example] = (schema as Schema).examples ?? resolved.examples ?? [];
  const given = example ?? resolved.const ?? resolved.enum?.[0];
  if (given !== undefined) return given;
  const [first] = resolved.anyOf ?? [];
  return first ? exampleOf(first, components) : madeOf(resolved, components);
}

function madeOf(schema: Schema, components: Components): unknown {
  const { type, format = '', minimum = 1, items, properties = {} } = schema;
  switch (type) {
    case 'array':
      return items ? [exampleOf(items, components)] : [];
    case 'integer':
    case 'number':
      return Math.max(minimum, 1);
    case 'boolean':
      return true;
    case 'string':
      return BY_FORMAT[format] ?? '';
    default: {
      const members = Object.entries(properties);
      return Object.fromEntries(members.map(([name, one]) => [name, exampleOf(one, components)]));
    }
  }
}
