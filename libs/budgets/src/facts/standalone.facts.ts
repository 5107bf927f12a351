import type { Decider, DomainEvent } from '@tamani/kernel';
import type { Aggregate } from '@tamani/runtime';
import { contribution } from '../domain/contribution/contribution.decide.js';
import { fiscalPeriod } from '../domain/fiscal-period/fiscal-period.decide.js';
import { rateTable } from '../domain/rate-table/rate-table.decide.js';

/** An aggregate whose rules need nothing but its own stream. */
const alone = <S, C, E extends DomainEvent>(
  decider: Decider<S, C, E, unknown>,
): Aggregate<S, C, E, unknown> => ({ decider, facts: () => Promise.resolve({}) });

export const rateTableAggregate = alone(rateTable);
export const fiscalPeriodAggregate = alone(fiscalPeriod);
export const contributionAggregate = alone(contribution);
