import { expect, test } from '@jest/globals';
import { priceOf, sumMinor } from '@tamani/kernel';
import fc from 'fast-check';
import { partPrice, splitOver } from './amounts.js';

/** A failure prints its seed; set SEED to run it again. */
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const property = { seed, numRuns: 300 };

test('the parts of a line sum to its total, to the last unit', () => {
  const parts = fc.array(fc.bigInt(1n, 5000n), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(parts, fc.bigInt(1n, 10n ** 9n), (quantities, unitPriceMinor) => {
      const ordered = sumMinor(quantities);
      let reached = 0n;
      let takenMinor = 0n;
      for (const quantity of quantities) {
        reached += quantity;
        const part = partPrice({ reached, ordered, unitPriceMinor, takenMinor });
        expect(part).toBeGreaterThanOrEqual(0n);
        takenMinor += part;
      }
      expect(takenMinor).toBe(priceOf(ordered, unitPriceMinor));
    }),
    property,
  );
});

test('quantities above the order cost nothing', () => {
  const line = { ordered: 2000n, unitPriceMinor: 500n };
  expect(partPrice({ ...line, reached: 2000n, takenMinor: 0n })).toBe(1000n);
  expect(partPrice({ ...line, reached: 3000n, takenMinor: 1000n })).toBe(0n);
});

test('a split adds up to the amount and never exceeds a line’s open amount', () => {
  const open = fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(open, fc.bigInt(0n, 10_000n), (amounts, share) => {
      const lines = amounts.map((amountMinor, n) => ({ budgetLineId: `line-${n}`, amountMinor }));
      const amount = (sumMinor(amounts) * share) / 10_000n;
      const parts = splitOver(amount, lines);
      expect(sumMinor(parts.map((p) => p.amountMinor))).toBe(amount);
      for (const part of parts) {
        const line = lines.find((l) => l.budgetLineId === part.budgetLineId);
        expect(part.amountMinor).toBeLessThanOrEqual(line?.amountMinor ?? -1n);
      }
    }),
    property,
  );
});

test('three equal lines share 100: 33, 34 and 33', () => {
  const open = ['a', 'b', 'c'].map((budgetLineId) => ({ budgetLineId, amountMinor: 50n }));
  const parts = splitOver(100n, open).map((part) => part.amountMinor);
  expect(parts).toEqual([33n, 34n, 33n]);
});
