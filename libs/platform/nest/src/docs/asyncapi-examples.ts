import { derivedId } from '@tamani/kernel';
import type { JsonObject } from '@tamani/ports';

type Schemas = Readonly<Record<string, JsonObject>>;

/** The parts of a JSON Schema from which an example is built. */
interface Shape {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

/** An example of a message as its consumer gets it; the same each time. */
export function exampleMessage(type: string, data: JsonObject, schemas: Schemas) {
  const [context = '', name = ''] = type.split('.');
  const cause = derivedId('example', type);
  return {
    headers: {
      ce_specversion: '1.0',
      ce_id: derivedId(cause, '0'),
      ce_type: type,
      ce_source: `/tamani/${context}.events.v1`,
      'content-type': 'application/json',
    },
    payload: {
      id: derivedId(cause, '0'),
      type,
      key: derivedId('example', context),
      data: exampleOf(data as Shape, name, schemas),
      recordedAt: '2026-10-15T09:30:00.000Z',
      actor: { id: 'certifying-officer', roles: ['certifying-officer'] },
      correlationId: derivedId('example', 'correlation'),
      causationId: cause,
      position: '4211',
    },
  };
}

type Make = (shape: Shape, name: string, schemas: Schemas) => unknown;

/** One small function for each type of JSON; a text of no known name is its name. */
const MAKERS: Readonly<Record<string, Make>> = {
  object: ({ properties = {} }, _, schemas) =>
    Object.fromEntries(
      Object.entries(properties).map(([key, of]) => [key, exampleOf(of, key, schemas)]),
    ),
  array: ({ items = {} }, name, schemas) => [exampleOf(items, name, schemas)],
  integer: ({ minimum = 1 }) => Math.max(1, minimum),
  number: ({ minimum = 1 }) => Math.max(1, minimum),
  boolean: () => true,
  null: () => null,
  string: ({ format }, name) => textOf(name, format),
};

/** A value that fits a schema; a field of this house has a value as in its demonstration data. */
function exampleOf(schema: Shape, name: string, schemas: Schemas): unknown {
  const shape = resolved(schema, schemas);
  const [given = shape.const ?? shape.enum?.[0]] = shape.examples ?? [];
  if (given !== undefined) return given;
  const [first] = [shape.anyOf, shape.oneOf, shape.allOf].flatMap((members) => members ?? []);
  if (first) return exampleOf(first, name, schemas);
  const [type = 'string'] = [shape.type ?? []].flat();
  return MAKERS[type]?.(shape, name, schemas);
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/currency/i, 'XOF'],
  [/amount|price/i, '1250000'],
  [/quantity|rate$/i, '2'],
  [/month/i, '2026-10'],
  [/fiscalYear/i, '2026-27'],
  [/(On|At|From|Until|date|Start|End)$/, '2026-10-15'],
  [/^point$|latitude|longitude/, '12.65'],
  [/reference/i, 'REQ-2026-0042'],
  [/pcode/i, 'ML09'],
  [/region/i, 'Bamako'],
];

function textOf(name: string, format: string | undefined): string {
  if (format === 'date-time') return '2026-10-15T09:30:00.000Z';
  if (format === 'date') return '2026-10-15';
  if (format === 'uuid' || /(^id|Id)$/.test(name)) return derivedId('example', name);
  return KNOWN.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}

function resolved(schema: Shape, schemas: Schemas): Shape {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : resolved((schemas[name] ?? {}) as Shape, schemas);
}
