import { expect, test } from '@jest/globals';
import type { InvoiceClaim } from '../billing/billing.state.js';
import type { OrderLine } from '../order.state.js';
import { reclaimed } from './amendment.content.js';
import type { ChangedLine } from './amendment.state.js';

const unitPriceMinor = 2_120_195n;
const line = {
  ...{ orderLine: 1, requisitionLine: 1, description: 'Radio', spendClass: 'equipment' },
  ...{ unit: 'each', budgetLineId: 'line-1', quantity: 1_000n, unitPriceMinor },
  amountMinor: unitPriceMinor,
} as OrderLine;
const claim = (invoiceId: string, quantity: bigint, amountMinor: bigint): InvoiceClaim => ({
  ...{ invoiceId, paid: false, agreed: false },
  lines: [
    {
      ...{ orderLine: 1, quantity, unitPriceMinor, amountMinor },
      ...{ orderedMinor: amountMinor, endedMinor: 0n },
    },
  ],
});
/** Rounded with an invoice before them that was cancelled. */
const claims = [claim('i1', 172n, 364_673n), claim('i2', 357n, 756_910n)];
const amended = (after: ChangedLine['after']) => {
  const before = { quantity: line.quantity, unitPriceMinor };
  const [lines, changes] = [[{ ...line, ...after }], [{ orderLine: 1, before, after }]];
  return reclaimed(claims, lines, changes).map((one) => one.lines[0]?.orderedMinor);
};

test('at the same price an invoice claims what it claimed, to the minor unit', () => {
  expect(amended({ quantity: 529n, unitPriceMinor })).toEqual([364_673n, 756_910n]);
});

test('at another price it is rounded anew', () => {
  const price = unitPriceMinor + 1_000n;
  expect(amended({ quantity: 1_000n, unitPriceMinor: price })).toEqual([364_846n, 757_266n]);
});
