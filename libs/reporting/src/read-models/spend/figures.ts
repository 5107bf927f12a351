/** Signs with which the sums of the buckets make a figure. */
type Terms = Readonly<Record<string, 1 | -1>>;

/** The figures of a row (docs/domain.md, "Figures"), from sums of buckets. */
export const figures = {
  allotted: { allotted: 1 },
  preCommitted: { reserved: 1 },
  committed: { committed: 1 },
  expended: { expended: 1 },
  disbursed: { disbursed: 1 },
  transferHold: { transferHold: 1 },
  advances: { advances: 1 },
  unliquidated: { committed: 1, expended: 1, settled: -1 },
  deliveryExchangeDifference: { deliveryExchangeDifference: 1 },
  paymentExchangeDifference: { paymentExchangeDifference: 1 },
  available: { allotted: 1, reserved: -1, committed: -1, expended: -1, transferHold: -1 },
} as const satisfies Readonly<Record<string, Terms>>;

export type FigureName = keyof typeof figures;
export const figureNames = Object.keys(figures) as readonly FigureName[];

/** Sums of the buckets of one row, in minor units. */
export type BucketSums = ReadonlyMap<string, bigint>;

/** A figure of a row, in minor units. */
export function figureOf(name: FigureName, sums: BucketSums): bigint {
  const terms: Terms = figures[name];
  let total = 0n;
  for (const [bucket, sign] of Object.entries(terms)) {
    total += BigInt(sign) * (sums.get(bucket) ?? 0n);
  }
  return total;
}

/** The buckets whose lines make a figure: where its drill-down goes. */
export const bucketsOf = (name: FigureName): readonly string[] => Object.keys(figures[name]);
