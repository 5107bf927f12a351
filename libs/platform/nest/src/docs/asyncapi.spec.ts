import { describe, expect, test } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { businessDateSchema, moneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { asyncApiOf } from './asyncapi.js';

interface Message {
  readonly examples: readonly { readonly payload: { readonly data: unknown } }[];
}

const paid = z.object({
  paymentId: z.string().min(1),
  amount: moneySchema,
  on: businessDateSchema,
  kind: z.enum(['full', 'part']),
  lines: z.array(z.object({ n: z.int().min(1) })).min(1),
  reason: z.string().nullable(),
});
const contexts = [{ name: 'desk', messages: { 'desk.InvoicePaid.v1': paid } }, { name: 'silent' }];

describe('the AsyncAPI document', () => {
  const document = asyncApiOf(contexts, '1.0.0');

  test('is valid AsyncAPI 3.0 for an independent parser', async () => {
    const { diagnostics } = await new Parser().parse(JSON.stringify(document));
    expect(diagnostics.filter(({ severity }) => severity <= 1)).toEqual([]);
    const wrong = JSON.stringify(document).replace('"action":"send"', '"action":"shout"');
    const spoilt = await new Parser().parse(wrong);
    expect(spoilt.diagnostics.some(({ severity }) => severity === 0)).toBe(true);
  });

  test('has a channel for each context that publishes, with its messages', () => {
    expect(document).toMatchObject({
      channels: { 'desk.events.v1': { messages: { 'desk.InvoicePaid.v1': {} } } },
      operations: { 'publish-desk': { action: 'send' } },
      components: {
        messages: {
          'desk.InvoicePaid.v1': {
            title: 'Invoice paid',
            examples: [{ payload: { data: { amount: { currency: 'XOF' }, on: '2026-09-15' } } }],
          },
        },
      },
    });
    const { messages } = document['components'] as { messages: Record<string, Message> };
    const data = messages['desk.InvoicePaid.v1']?.examples[0]?.payload.data;
    expect(paid.safeParse(data).error?.issues ?? []).toEqual([]);
    expect(Object.keys(document['channels'] as object)).toEqual(['desk.events.v1']);
  });
});
