import { expect } from '@jest/globals';
import type { Resource } from '@tamani/client';
import type { ServerUnderTest } from './server.js';

type Figures = Readonly<Record<string, string>>;

/** The figures of a budget line as amounts only; fails when one is not in its currency. */
export function figuresOf(line: Resource): Figures {
  const figures = line['figures'] as Record<string, { amount: string; currency: string }>;
  const entries = Object.entries(figures).map(([name, { amount, currency }]) => {
    expect([name, currency]).toEqual([name, line['currency']]);
    return [name, amount] as const;
  });
  return Object.fromEntries(entries);
}

/** Waits until the line's figures are the expected ones; shows the difference when they are not. */
export async function untilFigures(
  server: ServerUnderTest,
  lineId: string,
  expected: Figures,
): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const { body } = await server.api.get('budget-officer', `budget-lines/${lineId}`);
    const figures = figuresOf(body);
    const same = Object.entries(expected).every(([name, amount]) => figures[name] === amount);
    if (same || performance.now() > deadline) {
      expect(figures).toMatchObject(expected);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
