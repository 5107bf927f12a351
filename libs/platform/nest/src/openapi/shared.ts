import type { JsonObject } from '@tamani/ports';

const text = { type: 'string' };
const decimal = { type: 'string', pattern: '^\\d+$', examples: ['3'] };

/** Shapes that belong to the API and to no context. */
export const SHARED: Readonly<Record<string, JsonObject>> = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'traceId'],
    properties: {
      type: { ...text, format: 'uri-reference', description: 'A page about the code' },
      title: text,
      status: { type: 'integer' },
      detail: { ...text, description: 'What is wrong and what to do' },
      instance: text,
      code: { ...text, description: 'Stable; see the list of codes' },
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
