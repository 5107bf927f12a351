import {
  budgetLineView,
  type BudgetLineView,
  businessDateFacts,
  checkBusinessDate,
  converted,
  rateFor,
  ratesOfDate,
  refuseDate,
  refuseProject,
} from '@tamani/budgets/published';
import {
  err,
  fiscalYearOf,
  isAmount,
  moneyJson,
  monthOf,
  ok,
  type BusinessDate,
  type Currency,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { maySpend, projectView } from '@tamani/projects/published';
import type { FactReader } from '@tamani/runtime';
import { byBudgetLine, type LineAmount } from '../domain/shared/amounts.js';
import { refuse as refuseTotal } from '../domain/requisition/requisition.rejections.js';
import { refuseStep } from '../domain/shared/dates.js';
import type { BudgetLineFacts } from '../domain/requisition/requisition.decide.js';

/** A document's business date and the budget lines it is booked on. */
export interface DateUse {
  readonly date: BusinessDate;
  readonly today: BusinessDate;
  readonly currency: Currency;
  readonly budgetLineIds: readonly string[];
  /** For earlier orders: allowed in a softly closed period. */
  readonly settling?: boolean;
}

/** Why the date cannot be used; null when it can. */
export async function dateProblem(
  read: FactReader,
  { date, today, currency, budgetLineIds, settling = false }: DateUse,
): Promise<Rejection | null> {
  const currencies = new Set<Currency>();
  let outside: Rejection | undefined;
  for (const id of new Set(budgetLineIds)) {
    const line = await read.state(budgetLineView, id);
    if (line) currencies.add(line.currency);
    if (line && !settling) outside ??= yearProblem(date, line);
  }
  const facts = await businessDateFacts(read, { date });
  const use = { date, today, from: currency, to: [...currencies], settling };
  return checkBusinessDate(use, facts) ?? outside ?? null;
}

/** New money is booked within the financial year of its budget line. */
function yearProblem(
  date: BusinessDate,
  { reference, fiscalYear }: BudgetLineView,
): Rejection | undefined {
  if (fiscalYearOf(date) === fiscalYear) return undefined;
  return refuseStep.outside_financial_year({ date, reference, fiscalYear });
}

/** Why funds cannot be released on a date: it needs an open period, and no rate. */
export const releaseDateProblem = (
  read: FactReader,
  at: Pick<DateUse, 'date' | 'today'>,
): Promise<Rejection | null> =>
  dateProblem(read, { ...at, currency: '', budgetLineIds: [], settling: true });
/** A reversal is booked at the rates of what it reverses: it needs none of its own. */
export const reversedOn = ({ currency }: { readonly currency: Currency }) => ({
  currency,
  budgetLineIds: [],
  settling: true,
});

/** A budget line's current status and coding, with its project; null if it does not exist. */
export async function budgetLineFacts(
  read: FactReader,
  id: string,
): Promise<BudgetLineFacts | null> {
  const line = await read.state(budgetLineView, id);
  if (!line) return null;
  const { status, spendClass, projectId } = line;
  const project = projectId === null ? null : await read.state(projectView, projectId);
  const idle = project && !maySpend(project) ? project : null;
  return {
    status,
    spendClass,
    idleProject: idle && { reference: idle.reference, status: idle.status },
  };
}

/** Why the project of one of the lines may spend nothing new; null when all may. */
export async function projectProblem(
  read: FactReader,
  budgetLineIds: readonly string[],
): Promise<Rejection | null> {
  for (const id of new Set(budgetLineIds)) {
    const { idleProject } = (await budgetLineFacts(read, id)) ?? { idleProject: null };
    if (idleProject) {
      const { reference: project, status } = idleProject;
      return refuseProject.project_may_not_spend({ project, status });
    }
  }
  return null;
}

export interface Valued {
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly date: BusinessDate;
  readonly to: Currency;
}

/** The amount in another currency, at the rate of the date’s month; or the missing rate. */
export async function valueIn(
  read: FactReader,
  { amountMinor, currency, date, to }: Valued,
): Promise<Result<bigint, Rejection>> {
  const rate = rateFor(currency, to, await ratesOfDate(read, date));
  if (!rate) return err(refuseDate.rate_missing({ from: currency, to, month: monthOf(date) }));
  const minor = converted(moneyJson(amountMinor, currency), rate);
  return isAmount(minor) ? ok(minor) : err(refuseTotal.document_total_too_large());
}

interface Booking {
  readonly date: BusinessDate;
  readonly currency: Currency;
  readonly lines: readonly LineAmount[];
}

/** Why what is booked on a budget line is no amount of its currency; null when all are. */
export async function bookingProblem(
  read: FactReader,
  { date, currency, lines }: Booking,
): Promise<Rejection | null> {
  for (const { budgetLineId, amountMinor } of byBudgetLine(lines)) {
    const line = await read.state(budgetLineView, budgetLineId);
    if (!line) continue;
    const booked = await valueIn(read, { amountMinor, currency, date, to: line.currency });
    if (!booked.ok) return booked.error;
  }
  return null;
}
