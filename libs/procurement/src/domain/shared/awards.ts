import {
  addDays,
  businessDateSchema,
  defineErrors,
  minorOf,
  moneyJson,
  moneySchema,
  personSchema,
  sumMinor,
  type BusinessDate,
  type MoneyJson,
  type Rejection,
} from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, requestedLineSchema, spendClassSchema } from './document.js';

export const refuseAward = defineErrors({ award_splits_purchase: 409 });

/** What an order buys on one budget line, in the currency of the limits. */
const countedNeedSchema = z.strictObject({
  spendClass: spendClassSchema,
  budgetLineId: idSchema,
  value: moneySchema,
});

/** How an order counts towards the limits, and the limits on its date. */
export const awardSharesSchema = z.strictObject({
  /** Bought below the low value limit: without a waiver. */
  lowValue: z.boolean(),
  needs: z.array(countedNeedSchema).min(1),
  lowValueLimit: moneySchema,
  approvalLimit: moneySchema,
  /** Days within which orders of one vendor and need count together. */
  splittingDays: z.int().min(1),
});
export type AwardShares = z.output<typeof awardSharesSchema>;
export type CountedNeed = AwardShares['needs'][number];

/** The number of the amendment that asks; null when the order itself is approved. */
export const amendmentRoundSchema = z.int().min(1).nullable();

/** What an order in approval asks of the vendor's register, then of its requisition. */
export const awardAskSchema = z.strictObject({
  approval: z.int().min(1),
  amendment: amendmentRoundSchema,
  reference: z.string(),
  vendorId: idSchema,
  requisitionId: idSchema,
  certification: z.int().min(1),
  effectiveAt: businessDateSchema,
  lines: z.array(requestedLineSchema).min(1),
  award: awardSharesSchema,
  by: personSchema,
});
export type AwardAsk = z.output<typeof awardAskSchema>;

/** One name for each request of an order: a round of approval, or an amendment. */
export const roundOf = ({ approval, amendment }: Pick<AwardAsk, 'approval' | 'amendment'>) =>
  amendment === null ? `approval-${approval}` : `amendment-${amendment}`;

/** An approved order that was not cancelled. */
export interface CountedOrder {
  readonly orderId: string;
  readonly reference: string;
  readonly effectiveAt: BusinessDate;
  readonly award: Pick<AwardShares, 'lowValue' | 'needs'>;
}

/** Orders of one requisition count together. */
export const splitsRequisition = (
  { award }: Pick<AwardAsk, 'award'>,
  others: readonly CountedOrder[],
): Rejection | undefined =>
  splittingProblem(award, { ownMinor: valueOf(award), others: others.map(withAll) });

/** Orders of one vendor count together, by need, within the policy's days. */
export function splitsNeed(
  { award, effectiveAt }: Pick<AwardAsk, 'award' | 'effectiveAt'>,
  others: readonly CountedOrder[],
): Rejection | undefined {
  const { splittingDays } = award;
  const near = others.filter((other) => within(splittingDays, effectiveAt, other.effectiveAt));
  for (const need of award.needs) {
    const same = near.map((order) => ({ order, minor: needOf(order, need) }));
    const ownMinor = minorOf(need.value);
    const of = { ownMinor, others: same.filter(({ minor }) => minor > 0n) };
    const problem = splittingProblem(award, of);
    if (problem) return problem;
  }
  return undefined;
}

interface Counted {
  readonly order: CountedOrder;
  readonly minor: bigint;
}
interface Together {
  readonly ownMinor: bigint;
  readonly others: readonly Counted[];
}

/** Below low value only such orders count; towards the approval limit, all do. */
function splittingProblem(award: AwardShares, { ownMinor, others }: Together) {
  const low = others.filter(({ order }) => order.award.lowValue);
  return (
    (award.lowValue ? overProblem(award.lowValueLimit, ownMinor, low) : undefined) ??
    overProblem(award.approvalLimit, ownMinor, others)
  );
}

/** By itself the order was held against the limit before. */
function overProblem(
  limit: MoneyJson,
  ownMinor: bigint,
  others: readonly Counted[],
): Rejection | undefined {
  if (others.length === 0) return undefined;
  const sum = ownMinor + sumMinor(others.map(({ minor }) => minor));
  if (sum <= minorOf(limit)) return undefined;
  const { amount, currency } = limit;
  return refuseAward.award_splits_purchase({
    orders: others.map(({ order }) => order.reference).join(', '),
    sum: moneyJson(sum, currency).amount,
    ...{ limit: amount, currency },
  });
}

/** An order that does not become more expensive splits nothing that it did not split before. */
export const isMore = (
  { award }: Pick<AwardAsk, 'award'>,
  before: Pick<CountedOrder, 'award'> | undefined,
): boolean => before === undefined || valueOf(award) > valueOf(before.award);

const valueOf = ({ needs }: Pick<AwardShares, 'needs'>): bigint =>
  sumMinor(needs.map(({ value }) => minorOf(value)));

const withAll = (order: CountedOrder): Counted => ({ order, minor: valueOf(order.award) });

const needOf = ({ award }: CountedOrder, { spendClass, budgetLineId }: CountedNeed): bigint =>
  sumMinor(
    award.needs
      .filter((one) => one.spendClass === spendClass && one.budgetLineId === budgetLineId)
      .map(({ value }) => minorOf(value)),
  );

/** Whether two dates are at most that many days apart. */
export const within = (days: number, one: BusinessDate, other: BusinessDate): boolean =>
  one <= addDays(other, days) && other <= addDays(one, days);
