import {
  budgetLineView,
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
  for (const id of new Set(budgetLineIds)) {
    const line = await read.state(budgetLineView, id);
    if (line) currencies.add(line.currency);
  }
  const facts = await businessDateFacts(read, { date });
  const use = { date, today, from: currency, to: [...currencies], settling };
  return checkBusinessDate(use, facts) ?? null;
}

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
  if (rate) return ok(converted(moneyJson(amountMinor, currency), rate));
  return err(refuseDate.rate_missing({ from: currency, to, month: monthOf(date) }));
}
