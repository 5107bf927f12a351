import type { JsonObject } from '@tamani/ports';
import type { EventSchemas } from '../http/route-access.js';
import { eventEnvelope } from '../resources/history.js';
import type { Components } from './schemas.js';

/** The events of a resource, told apart by their type: each with its data. */
export function eventsOf({ name, data }: EventSchemas, components: Components): JsonObject {
  const named = Object.entries(data).map(([type, schema]) => {
    const described = {
      type: 'object',
      required: ['type', 'data'],
      properties: { type: { const: type }, data: components.of(schema) },
    };
    return [
      type,
      components.put(`${type}Event`, { allOf: [components.of(eventEnvelope), described] }),
    ] as const;
  });
  const mapping = named.map(([type, { $ref }]) => [type, $ref] as const);
  return components.put(name, {
    oneOf: named.map(([, to]) => to),
    discriminator: { propertyName: 'type', mapping: Object.fromEntries(mapping) },
  });
}
