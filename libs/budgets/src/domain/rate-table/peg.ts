import { parseScaled, type Currency, type RateJson } from '@tamani/kernel';

const FRANCS = '655.957';
/** Francs for one euro, fixed since January 1999: a table of its own, before any other. */
export const PEG = {
  ...{ month: '1999-01', base: 'EUR', version: 1 },
  rates: { XOF: FRANCS },
} as const;

/** Whether the peg holds between two currencies, whatever a month's table says. */
export const isPegged = (one: Currency, other: Currency): boolean =>
  [one, other].sort().join(' ') === 'EUR XOF';

const SCALE = 12;

/** What a rounded rate may have been: half a unit of its last decimal to both sides. */
function before(rounded: RateJson): { readonly least: bigint; readonly most: bigint } {
  const decimals = rounded.split('.')[1]?.length ?? 0;
  const half = 5n * 10n ** BigInt(SCALE - decimals);
  const rate = 10n * (parseScaled(rounded, SCALE) ?? 0n);
  return { least: rate - half, most: rate + half };
}

/** Whether two rates against one base are more than their rounding away from the peg. */
export function contradictsPeg(rates: { readonly euro: RateJson; readonly franc: RateJson }) {
  const peg = parseScaled(FRANCS, SCALE) ?? 0n;
  const one = 10n ** BigInt(SCALE);
  const [euro, franc] = [before(rates.euro), before(rates.franc)];
  return franc.least * one > euro.most * peg || franc.most * one < euro.least * peg;
}
