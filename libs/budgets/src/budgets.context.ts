import { aggregate, type ContextDefinition } from '@tamani/runtime';
import { fiscalPeriod } from './domain/fiscal-period/fiscal-period.decide.js';
import { lineKey } from './domain/line-key/line-key.decide.js';
import { lineRegister } from './domain/line-register/line-register.decide.js';
import { budgetLineAggregate } from './facts/budget-line.facts.js';
import { budgetTransferAggregate } from './facts/budget-transfer.facts.js';
import { contributionAggregate } from './facts/contribution.facts.js';
import { projectAllotmentsAggregate } from './facts/project.facts.js';
import { rateTableAggregate } from './facts/rate-table.facts.js';
import { allotment } from './processes/links/allotment.link.js';
import { adjustment } from './processes/adjustment.process.js';
import { carryOver } from './processes/links/carry-over.link.js';
import { commitmentCarryOver } from './processes/links/commitment-carry-over.link.js';
import { orderCarryOver } from './processes/order-carry-over.process.js';
import { commitment } from './processes/commitment.process.js';
import { execution } from './processes/execution.reaction.js';
import { monthClose, registration } from './processes/links/month-close.link.js';
import { opening } from './processes/links/opening.link.js';
import { reservation } from './processes/reservation.process.js';
import { transferAnswers, transferOrders } from './processes/links/transfer.link.js';
import { budgetsEvents, translateBudgets } from './published/index.js';
import { readModels } from './read-models/index.js';

/** The parts of the context. */
export const budgetsContext: ContextDefinition = {
  name: 'budgets',
  aggregates: [
    budgetLineAggregate,
    rateTableAggregate,
    aggregate(fiscalPeriod),
    contributionAggregate,
    budgetTransferAggregate,
    aggregate(lineKey),
    aggregate(lineRegister),
    projectAllotmentsAggregate,
  ],
  translate: translateBudgets,
  messages: budgetsEvents,
  readModels,
  links: [
    ...[registration, carryOver, opening, allotment, transferOrders, transferAnswers],
    ...[monthClose, commitmentCarryOver],
  ],
  reactions: [execution],
  processes: [reservation, commitment, adjustment, orderCarryOver],
};
