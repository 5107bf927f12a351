import { parseStream, type Published, type Recorded } from '@tamani/kernel';
import { lineStatusAfter, type BudgetLineEvent } from '../domain/budget-line/budget-line.events.js';
import { movementsOf } from '../domain/budget-line/movements.js';
import type { ContributionEvent } from '../domain/contribution/contribution.events.js';
import {
  periodStatusAfter,
  type FiscalPeriodEvent,
} from '../domain/fiscal-period/fiscal-period.events.js';
import type { RateTableEvent } from '../domain/rate-table/rate-table.events.js';
import {
  ADJUSTMENT_PROCESS_CATEGORY,
  BUDGET_LINE_CATEGORY,
  COMMITMENT_PROCESS_CATEGORY,
  CONTRIBUTION_CATEGORY,
  FISCAL_PERIOD_CATEGORY,
  RATE_TABLE_CATEGORY,
  RESERVATION_PROCESS_CATEGORY,
} from '../domain/shared/categories.js';
import { moneyMessages } from './line-messages.js';
import type { BudgetsData, BudgetsEventType } from './messages.js';
import { outcomeMessages } from './outcomes.js';

const message = <T extends BudgetsEventType>(
  type: T,
  key: string,
  data: BudgetsData<T>,
): Published => ({ type, key, data });

/** The person is in the envelope, so not in the data. */
function withoutPerson<D extends object>(data: D): Omit<D, 'by'> {
  const { by: _, ...rest } = data as D & { by?: unknown };
  return rest;
}

function ofLine(budgetLineId: string, event: BudgetLineEvent): readonly Published[] {
  if (event.type === 'BudgetLineDrafted') {
    const data = { budgetLineId, ...withoutPerson(event.data) };
    return [message('budgets.BudgetLineDrafted.v1', budgetLineId, data)];
  }
  const status = lineStatusAfter[event.type];
  if (status !== undefined && 'reason' in event.data) {
    const data = { budgetLineId, status, reason: event.data.reason };
    return [message('budgets.BudgetLineStatusChanged.v1', budgetLineId, data)];
  }
  const type = `budgets.${event.type}.v1`;
  if (!Object.hasOwn(moneyMessages, type)) return [];
  const movements = movementsOf(event);
  const moved = movements.length === 0 ? {} : { movements };
  return [
    { type, key: budgetLineId, data: { budgetLineId, ...withoutPerson(event.data), ...moved } },
  ];
}

function ofRateTable(rateTableId: string, event: RateTableEvent): Published {
  if (event.type === 'RateTablePublished') {
    const data = { rateTableId, ...withoutPerson(event.data) };
    return message('budgets.RateTablePublished.v1', rateTableId, data);
  }
  const data = { rateTableId, ...withoutPerson(event.data) };
  return message('budgets.RateTableCorrected.v1', rateTableId, data);
}

function ofPeriod(id: string, { type, data }: FiscalPeriodEvent): Published {
  const { month, reason } = data;
  const status = periodStatusAfter[type];
  return message('budgets.FiscalPeriodChanged.v1', id, { month, status, reason });
}

/** Donor and amount are public; bank references and the import's origin are not. */
function ofContribution(contributionId: string, { type, data }: ContributionEvent): Published {
  const key = contributionId;
  switch (type) {
    case 'ContributionRegistered': {
      const { reference, donor, title, fund, projectId, amount } = data;
      const described = { contributionId, reference, donor, title, fund, projectId, amount };
      return message('budgets.ContributionRegistered.v1', key, described);
    }
    case 'ContributionPledged': {
      const { pledgedOn } = data;
      return message('budgets.ContributionPledged.v1', key, { contributionId, pledgedOn });
    }
    case 'ContributionAgreed': {
      const { amount, agreedOn } = data;
      return message('budgets.ContributionAgreed.v1', key, { contributionId, amount, agreedOn });
    }
    case 'ContributionReceived': {
      const { receipt, amount, receivedOn, complete } = data;
      const received = { contributionId, receipt, amount, receivedOn, complete };
      return message('budgets.ContributionReceived.v1', key, received);
    }
    case 'ContributionClosed':
      return message('budgets.ContributionClosed.v1', key, { contributionId, reason: data.reason });
  }
}

/** An answer of a process: an own event of its stream, for the document that asked. */
function ofProcess({ type, data }: Recorded): readonly Published[] {
  const published = `budgets.${type}.v1`;
  if (!Object.hasOwn(outcomeMessages, published)) return [];
  const { documentId } = data as { readonly documentId: string };
  return [{ type: published, key: documentId, data }];
}

/** Domain event → integration events of `budgets.events.v1`. */
export function translateBudgets(event: Recorded): readonly Published[] {
  const { category, id } = parseStream(event.stream);
  switch (category) {
    case BUDGET_LINE_CATEGORY:
      return ofLine(id, event as Recorded<BudgetLineEvent>);
    case RATE_TABLE_CATEGORY:
      return [ofRateTable(id, event as Recorded<RateTableEvent>)];
    case FISCAL_PERIOD_CATEGORY:
      return [ofPeriod(id, event as Recorded<FiscalPeriodEvent>)];
    case CONTRIBUTION_CATEGORY:
      return [ofContribution(id, event as Recorded<ContributionEvent>)];
    case RESERVATION_PROCESS_CATEGORY:
    case COMMITMENT_PROCESS_CATEGORY:
    case ADJUSTMENT_PROCESS_CATEGORY:
      return ofProcess(event);
    default:
      return [];
  }
}
