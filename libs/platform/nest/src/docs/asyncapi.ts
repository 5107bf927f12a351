import type { JsonObject } from '@tamani/ports';
import { topicOf, type ContextDefinition } from '@tamani/runtime';
import type { z } from 'zod';
import { exampleMessage } from './asyncapi-examples.js';
import { Components, ref } from '../openapi/schemas.js';

/** What of a context is looked at. */
type Publisher = Pick<ContextDefinition, 'name' | 'messages'>;

/** The AsyncAPI 3.0 document of the topics, generated from the published messages' schemas. */
export function asyncApiOf(contexts: readonly Publisher[], version: string): JsonObject {
  const components = new Components(SHARED);
  const publishers = contexts.filter(({ messages = {} }) => Object.keys(messages).length > 0);
  const messages = publishers.flatMap((context) => messagesOf(context, components));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Tamani',
      version,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(publishers.map((one) => [topicOf(one.name), channelOf(one)])),
    operations: Object.fromEntries(
      publishers.map(({ name }) => [
        `publish-${name}`,
        {
          action: 'send',
          channel: { $ref: `#/channels/${topicOf(name)}` },
          summary: `What ${name} tells the others`,
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(messages),
      schemas: Object.fromEntries(Object.entries(components.schemas).sort(byName)),
    },
  };
}

const DESCRIPTION = `Messages between the services, and the body of webhooks.

On the bus each is a CloudEvents 1.0 event in binary mode: attributes in the headers, the message as
value. A webhook has the same data in structured mode. Delivery is at least once: \`id\` is the same
each time. Messages of one key keep their order. With TAMANI_NAMESPACE set, \`<namespace>.\` stands
before each address.`;

const byName = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]) =>
  a < b ? -1 : 1;

function channelOf({ name, messages = {} }: Publisher): JsonObject {
  const types = Object.keys(messages).sort();
  return {
    address: topicOf(name),
    title: name,
    description: `Everything that ${name} publishes, in the order of its log for each key`,
    messages: Object.fromEntries(
      types.map((type) => [type, { $ref: `#/components/messages/${type}` }]),
    ),
    bindings: { kafka: { topic: topicOf(name), bindingVersion: '0.5.0' } },
  };
}

function messagesOf({ messages = {} }: Publisher, components: Components) {
  return Object.entries(messages)
    .sort(byName)
    .map(([type, schema]) => [type, messageOf(type, schema, components)] as const);
}

function messageOf(type: string, schema: z.ZodType, components: Components): JsonObject {
  const data = components.of(schema);
  const example = exampleMessage(type, data, components.schemas);
  return {
    name: type,
    title: titleOf(type),
    contentType: 'application/json',
    headers: ref('CloudEventHeaders'),
    payload: {
      allOf: [ref('Message'), { properties: { type: { const: type }, data } }],
    },
    bindings: { kafka: { key: { type: 'string' }, bindingVersion: '0.5.0' } },
    examples: [{ name: 'example', ...example }],
  };
}

/** `procurement.ReceiptPosted.v1`: Receipt posted. */
function titleOf(type: string): string {
  const words = (type.split('.')[1] ?? type).replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const text = (description: string): JsonObject => ({ type: 'string', description });

/** The common fields of all messages. */
const SHARED: Readonly<Record<string, JsonObject>> = {
  CloudEventHeaders: {
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source'],
    properties: {
      ce_specversion: { const: '1.0' },
      ce_id: text('The same at a second delivery'),
      ce_type: text('procurement.ReceiptPosted.v1'),
      ce_source: text('/tamani/procurement.events.v1'),
      'content-type': { const: 'application/json' },
    },
  },
  Message: {
    type: 'object',
    required: [
      ...['id', 'type', 'key', 'data', 'recordedAt', 'actor'],
      ...['correlationId', 'causationId', 'position'],
    ],
    properties: {
      id: text('Derived from the event it was made from'),
      type: text('Context, what happened, and the version of the shape'),
      key: text('Id of what it is about: messages of one key keep their order'),
      data: { type: 'object' },
      recordedAt: { type: 'string', format: 'date-time' },
      effectiveAt: { type: 'string', format: 'date', description: 'Where money moves' },
      actor: {
        type: 'object',
        required: ['id', 'roles'],
        properties: {
          id: text('Pseudonymous'),
          roles: { type: 'array', items: { type: 'string' } },
          onBehalfOf: text('Whose authority was used by delegation'),
        },
      },
      correlationId: text('Of all events of one purchase'),
      causationId: text('The event that it was made from: GET /v1/events/{id}'),
      position: { type: 'string', pattern: '^\\d+$', description: 'Position in the log' },
    },
  },
};
