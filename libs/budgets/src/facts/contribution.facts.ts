import type { BusinessDate } from '@tamani/kernel';
import { policyOn } from '@tamani/procurement/published';
import { aggregate, type FactReader } from '@tamani/runtime';
import type {
  ContributionFacts,
  CountsFrom,
} from '../domain/contribution/contribution.allotment.js';
import { contribution } from '../domain/contribution/contribution.decide.js';
import { ratesOfDate } from '../published/index.js';

/** A contribution and what of it counts on a date; null if it does not exist. */
export async function contributionFacts(
  read: FactReader,
  id: string,
  date: BusinessDate,
): Promise<ContributionFacts | null> {
  const state = await read.state(contribution, id);
  return state && { state, countsFrom: await countsFrom(read, date) };
}

const countsFrom = async (read: FactReader, date: BusinessDate): Promise<CountsFrom> =>
  (await policyOn(read, 'contribution_counts_from', date)) as CountsFrom;

/** A contribution that is asked for an allotment reads the policy and the month's rates. */
export const contributionAggregate = aggregate(contribution, {
  AllotContribution: async ({ effectiveAt }, _, read) => ({
    countsFrom: await countsFrom(read, effectiveAt),
    rates: await ratesOfDate(read, effectiveAt),
  }),
});
