import { parseStream, type Published, type Recorded } from '@tamani/kernel';
import { lineStatusAfter, type BudgetLineEvent } from '../domain/budget-line/budget-line.events.js';
import { movementsOf } from '../domain/budget-line/movements.js';
import type { BudgetTransferEvent } from '../domain/budget-transfer/budget-transfer.events.js';
import type { ContributionEvent } from '../domain/contribution/contribution.events.js';
import type { LineKeyEvent } from '../domain/line-key/line-key.decide.js';
import type { LineRegisterEvent } from '../domain/line-register/line-register.decide.js';
import type { ProjectAllotmentsEvent } from '../domain/project/project-allotments.events.js';
import {
  periodStatusAfter,
  type FiscalPeriodEvent,
} from '../domain/fiscal-period/fiscal-period.events.js';
import type { RateTableEvent } from '../domain/rate-table/rate-table.events.js';
import {
  ADJUSTMENT_PROCESS_CATEGORY,
  BUDGET_LINE_CATEGORY,
  BUDGET_TRANSFER_CATEGORY,
  CARRY_OVER_PROCESS_CATEGORY,
  COMMITMENT_PROCESS_CATEGORY,
  CONTRIBUTION_CATEGORY,
  FISCAL_PERIOD_CATEGORY,
  LINE_KEY_CATEGORY,
  LINE_REGISTER_CATEGORY,
  PROJECT_ALLOTMENTS_CATEGORY,
  RATE_TABLE_CATEGORY,
  RESERVATION_PROCESS_CATEGORY,
} from '../domain/shared/categories.js';
import { moneyMessages } from './line-messages.js';
import { outcomeMessages } from './outcomes.js';
import { transferMessages } from './transfer-messages.js';
import {
  ofContribution,
  ofLineKey,
  ofLineRegister,
  ofProjectAllotments,
} from './translate-guards.js';
import { message, withoutPerson } from './translate-parts.js';

function ofLine(budgetLineId: string, event: BudgetLineEvent): readonly Published[] {
  if (event.type === 'BudgetLineDrafted') {
    const data = { budgetLineId, ...withoutPerson(event.data) };
    return [message('budgets.BudgetLineDrafted.v1', budgetLineId, data)];
  }
  if (event.type === 'BudgetLineOpeningRequested') {
    const { reference, coding } = event.data;
    const data = { budgetLineId, reference, coding };
    return [message('budgets.BudgetLineOpeningRequested.v1', budgetLineId, data)];
  }
  const status = lineStatusAfter[event.type];
  if (status !== undefined && 'reason' in event.data) {
    const { coding, reason } = event.data;
    const data = { budgetLineId, coding, status, reason };
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

function ofPeriod(id: string, { type, data }: FiscalPeriodEvent): readonly Published[] {
  const { month, reason } = data;
  const status = periodStatusAfter[type];
  const changed = message('budgets.FiscalPeriodChanged.v1', id, { month, status, reason });
  if (type !== 'FiscalPeriodClosing') return [changed];
  const { closing } = data;
  return [changed, message('budgets.FiscalPeriodClosing.v1', id, { month, closing })];
}

/** What a line has to answer; the other steps are the transfer's own. */
function ofTransfer(transferId: string, { type, data }: BudgetTransferEvent): readonly Published[] {
  const published = `budgets.${type}.v1`;
  if (!Object.hasOwn(transferMessages, published)) return [];
  return [{ type: published, key: transferId, data: { transferId, ...withoutPerson(data) } }];
}

/** An answer of a process: an own event of its stream, for the document that asked. */
function ofProcess({ type, data }: Recorded): readonly Published[] {
  const published = `budgets.${type}.v1`;
  if (!Object.hasOwn(outcomeMessages, published)) return [];
  const { documentId } = data as { readonly documentId: string };
  return [{ type: published, key: documentId, data }];
}

/** Processes that answer for several budget lines. */
const PROCESSES: readonly string[] = [
  RESERVATION_PROCESS_CATEGORY,
  COMMITMENT_PROCESS_CATEGORY,
  ADJUSTMENT_PROCESS_CATEGORY,
  CARRY_OVER_PROCESS_CATEGORY,
];

/** Domain event → integration events of `budgets.events.v1`. */
export function translateBudgets(event: Recorded): readonly Published[] {
  const { category, id } = parseStream(event.stream);
  switch (category) {
    case BUDGET_LINE_CATEGORY:
      return ofLine(id, event as Recorded<BudgetLineEvent>);
    case BUDGET_TRANSFER_CATEGORY:
      return ofTransfer(id, event as Recorded<BudgetTransferEvent>);
    case RATE_TABLE_CATEGORY:
      return [ofRateTable(id, event as Recorded<RateTableEvent>)];
    case FISCAL_PERIOD_CATEGORY:
      return ofPeriod(id, event as Recorded<FiscalPeriodEvent>);
    case CONTRIBUTION_CATEGORY:
      return ofContribution(id, event as Recorded<ContributionEvent>);
    case LINE_KEY_CATEGORY:
      return ofLineKey(id, event as Recorded<LineKeyEvent>);
    case LINE_REGISTER_CATEGORY:
      return ofLineRegister(event as Recorded<LineRegisterEvent>);
    case PROJECT_ALLOTMENTS_CATEGORY:
      return ofProjectAllotments(id, event as Recorded<ProjectAllotmentsEvent>);
    default:
      return PROCESSES.includes(category) ? ofProcess(event) : [];
  }
}
