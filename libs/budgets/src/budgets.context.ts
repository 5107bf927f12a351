import { aggregate, type ContextDefinition } from '@tamani/runtime';
import { contribution } from './domain/contribution/contribution.decide.js';
import { fiscalPeriod } from './domain/fiscal-period/fiscal-period.decide.js';
import { budgetLineAggregate } from './facts/budget-line.facts.js';
import { rateTableAggregate } from './facts/rate-table.facts.js';
import { adjustment } from './processes/adjustment.process.js';
import { carryOver } from './processes/carry-over.link.js';
import { commitment } from './processes/commitment.process.js';
import { execution } from './processes/execution.reaction.js';
import { reservation } from './processes/reservation.process.js';
import { budgetsEvents, translateBudgets } from './published/index.js';
import { readModels } from './read-models/index.js';

/** The parts of the context. */
export const budgetsContext: ContextDefinition = {
  name: 'budgets',
  aggregates: [
    budgetLineAggregate,
    rateTableAggregate,
    aggregate(fiscalPeriod),
    aggregate(contribution),
  ],
  translate: translateBudgets,
  messages: budgetsEvents,
  readModels,
  links: [carryOver],
  reactions: [execution],
  processes: [reservation, commitment, adjustment],
};
