import { invariant } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';
import { z } from 'zod';

interface Made {
  readonly $schema?: string;
  readonly $defs?: Readonly<Record<string, JsonObject>>;
  readonly id?: string;
}

/** The components that the schemas of a document make; those with an id are shared by it. */
export class Components {
  readonly schemas: Record<string, JsonObject> = {};

  constructor(fixed: Readonly<Record<string, JsonObject>>) {
    Object.assign(this.schemas, fixed);
  }

  /**
   * A zod schema as JSON Schema 2020-12, by reference where it has an id. Always as it is given
   * in, so that one id means one schema in requests and in answers.
   */
  of(schema: z.ZodType): JsonObject {
    const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonObject;
    const { $schema: _, $defs = {}, id, ...own } = made as Made;
    for (const [name, definition] of Object.entries($defs)) this.put(name, definition);
    if (id === undefined) return pointed(own) as JsonObject;
    this.put(id, own);
    return ref(id);
  }

  private put(name: string, definition: JsonObject): void {
    const { id: _, ...plain } = definition;
    const schema = pointed(plain) as JsonObject;
    const before = this.schemas[name];
    const isSame = before === undefined || JSON.stringify(before) === JSON.stringify(schema);
    invariant(isSame, `two schemas with the id ${name}: give one of them another .meta({ id })`);
    this.schemas[name] = schema;
  }
}

export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

/** References to `#/$defs/X` become references to components. */
function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, member]) => {
    if (key === '$ref' && typeof member === 'string') {
      return [key, member.replace('#/$defs/', '#/components/schemas/')];
    }
    return [key, pointed(member)];
  });
  return Object.fromEntries(entries) as unknown;
}

const text = { type: 'string' };
const decimal = { type: 'string', pattern: '^\\d+$' };
const nullable = { type: ['string', 'null'] };

/** Shapes that belong to the API and to no context. */
export const SHARED: Readonly<Record<string, JsonObject>> = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'traceId'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: { ...text, description: 'What is wrong and what to do' },
      instance: text,
      code: { ...text, description: 'Stable code; see the list of codes' },
      traceId: text,
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'code', 'detail'],
          properties: {
            pointer: { ...text, description: 'RFC 6901, or /<parameter> of the query' },
            code: text,
            detail: text,
          },
        },
      },
    },
  },
  Event: {
    type: 'object',
    required: ['id', 'type', 'stream', 'revision', 'position', 'recordedAt', 'actor', 'data'],
    properties: {
      id: text,
      type: text,
      stream: text,
      revision: decimal,
      position: decimal,
      recordedAt: { ...text, format: 'date-time' },
      effectiveAt: { ...nullable, description: 'The business date, where money moves' },
      actor: {
        type: 'object',
        required: ['id', 'roles'],
        properties: { id: text, roles: { type: 'array', items: text }, onBehalfOf: text },
      },
      commandId: text,
      correlationId: text,
      causationId: text,
      data: { type: 'object' },
    },
  },
  Diff: {
    type: 'object',
    required: ['from', 'to', 'changes'],
    properties: {
      from: decimal,
      to: decimal,
      changes: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'from', 'to'],
          properties: { pointer: { ...text, description: 'RFC 6901' }, from: {}, to: {} },
        },
      },
    },
  },
};
