import { describe, expect, test } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { budgetsEvents } from '@tamani/budgets/published';
import { procurementEvents } from '@tamani/procurement/published';
import { projectsEvents } from '@tamani/projects/published';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

const FILE = fileURLToPath(new URL('../../../../docs/asyncapi.json', import.meta.url));
const schemas: Readonly<Record<string, z.ZodType>> = {
  ...projectsEvents,
  ...budgetsEvents,
  ...procurementEvents,
};

interface Message {
  readonly examples: readonly { readonly payload: { readonly data: unknown } }[];
}

describe('docs/asyncapi.json', () => {
  const text = readFileSync(FILE, 'utf8');
  const { components } = JSON.parse(text) as {
    components: { messages: Readonly<Record<string, Message>> };
  };

  test('a foreign parser has nothing to say', async () => {
    const { diagnostics } = await new Parser().parse(text);
    expect(diagnostics.filter(({ severity }) => severity <= 1)).toEqual([]);
  }, 60_000);

  test('every published type is included, with an example valid for its schema', () => {
    expect(Object.keys(components.messages).sort()).toEqual(Object.keys(schemas).sort());
    for (const [type, { examples }] of Object.entries(components.messages)) {
      const parsed = schemas[type]?.safeParse(examples[0]?.payload.data);
      expect([type, parsed?.error?.issues ?? []]).toEqual([type, []]);
    }
  });
});
