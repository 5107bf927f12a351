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
    return this.put(id, own);
  }

  /** Adds a component. Throws when another schema has its name. */
  put(name: string, definition: JsonObject): JsonObject {
    // zod names what it was narrowed from as well; all of that is here already.
    const { id: _, $ref, ...own } = definition as { id?: unknown; $ref?: unknown };
    const schema = pointed(
      'type' in own ? own : { ...own, ...($ref ? { $ref } : {}) },
    ) as JsonObject;
    const before = this.schemas[name];
    const isSame = before === undefined || JSON.stringify(before) === JSON.stringify(schema);
    invariant(isSame, `two schemas with the id ${name}: give one of them another .meta({ id })`);
    this.schemas[name] = schema;
    return ref(name);
  }

  /** What a reference leads to; anything else is itself. */
  resolved(schema: JsonObject): JsonObject {
    const { $ref } = schema as { $ref?: string };
    const found = $ref === undefined ? undefined : this.schemas[$ref.slice(AT.length)];
    return found ? this.resolved(found) : schema;
  }
}

const AT = '#/components/schemas/';
export const ref = (name: string): JsonObject => ({ $ref: `${AT}${name}` });

/** References to `#/$defs/X` become references to components, with a text of their own. */
function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed);
  if (value === null || typeof value !== 'object') return value;
  const { $ref, description, examples } = value as Readonly<Record<string, unknown>>;
  if (typeof $ref === 'string') {
    const own = Object.entries({ description, examples }).filter(([, member]) => member);
    return { $ref: $ref.replace('#/$defs/', AT), ...Object.fromEntries(own) };
  }
  // That it is null when it is left out says nothing, and generated clients would require it.
  const told = Object.entries(value).filter(
    ([key, member]) => key !== 'default' || member !== null,
  );
  const entries = told.map(([key, member]) => [key, pointed(member)]);
  return Object.fromEntries(entries) as unknown;
}
