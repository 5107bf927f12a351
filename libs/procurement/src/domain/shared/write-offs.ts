import {
  businessDateSchema,
  defineErrors,
  minorOf,
  moneyJson,
  moneySchema,
  sumMinor,
  type BusinessDate,
  type Rejection,
} from '@tamani/kernel';
import { z } from 'zod';
import { within } from './awards.js';
import { idSchema } from './document.js';

export const refuseWriteOff = defineErrors({ write_offs_exceed_limit: 409 });

/** How a write-off counts, and the limit on its date; values in the currency of the limit. */
export const writeOffAskSchema = z.strictObject({
  reference: z.string(),
  vendorId: idSchema,
  orderId: idSchema,
  endingId: idSchema,
  effectiveAt: businessDateSchema,
  /** By budget line: what a line refuses is not written off. */
  values: z.array(z.strictObject({ budgetLineId: idSchema, value: moneySchema })).min(1),
  limit: moneySchema,
  /** Days within which write-offs of one vendor count together. */
  splittingDays: z.int().min(1),
});
export type WriteOffAsk = z.output<typeof writeOffAskSchema>;

/** What was written off, or is about to be. */
export interface CountedWriteOff {
  readonly reference: string;
  readonly orderId: string;
  readonly endingId: string;
  readonly effectiveAt: BusinessDate;
  readonly values: WriteOffAsk['values'];
}

export const valueOfWriteOff = ({ values }: Pick<CountedWriteOff, 'values'>): bigint =>
  sumMinor(values.map(({ value }) => minorOf(value)));

/**
 * Why a write-off exceeds the limit together with others: all of its order count, and those of
 * its vendor within the policy's days. So a debt is not written off in parts.
 */
export function togetherProblem(
  ask: WriteOffAsk,
  known: readonly CountedWriteOff[],
): Rejection | undefined {
  const others = known.filter((one) => one.endingId !== ask.endingId);
  const ofOrder = others.filter((one) => one.orderId === ask.orderId);
  const near = others.filter((one) => within(ask.splittingDays, ask.effectiveAt, one.effectiveAt));
  return overProblem(ask, ofOrder) ?? overProblem(ask, near);
}

function overProblem(ask: WriteOffAsk, others: readonly CountedWriteOff[]): Rejection | undefined {
  const sum = sumMinor([ask, ...others].map(valueOfWriteOff));
  if (others.length === 0 || sum <= minorOf(ask.limit)) return undefined;
  const { amount: limit, currency } = ask.limit;
  return refuseWriteOff.write_offs_exceed_limit({
    receivables: [...new Set(others.map(({ reference }) => reference))].join(', '),
    sum: moneyJson(sum, currency).amount,
    ...{ limit, currency },
  });
}
