import {
  invariant,
  isAmount,
  minorOf,
  moneyJson,
  Rejected,
  type BusinessDate,
  type Currency,
  type MoneyJson,
  type Rejection,
} from '@tamani/kernel';
import { apiRefusals } from '@tamani/nest';
import type { FactReader } from '@tamani/runtime';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import type { LineProject } from '../domain/shared/line-project.js';
import { lineProject } from '../facts/project.facts.js';
import { refuse } from '../domain/budget-line/budget-line.rejections.js';
import type { BudgetLineState } from '../domain/budget-line/state/budget-line.state.js';
import { availableOf } from '../domain/budget-line/movements.js';
import { checkBusinessDate } from '../domain/shared/business-date.js';
import { businessDateFacts, type BusinessDateFacts } from '../published/index.js';

export interface CheckedLine {
  readonly budgetLineId: string;
  readonly amount: MoneyJson;
}
interface CheckedDocument {
  readonly lines: readonly CheckedLine[];
  readonly effectiveAt: BusinessDate;
  readonly today: BusinessDate;
}

/**
 * The answer of each budget line to a document, by its own rule; nothing is reserved.
 * Throws Rejected if the date cannot be used or a line does not exist.
 */
export async function budgetCheck(read: FactReader, document: CheckedDocument) {
  const { effectiveAt } = document;
  const dateFacts = await businessDateFacts(read, { date: effectiveAt });
  const lines = await Promise.all(
    byBudgetLine(document.lines).map(async (line) => {
      const state = await read.state(budgetLine, line.budgetLineId);
      if (!state) throw new Rejected(refuse.budget_line_unknown());
      const project = await lineProject(read, state.coding?.projectId ?? null);
      return answerOf(state, line, { document, dateFacts, project });
    }),
  );
  return { effectiveAt, sufficient: lines.every((line) => line.code === null), lines };
}

interface Against {
  readonly document: CheckedDocument;
  readonly dateFacts: BusinessDateFacts;
  /** Of the line; null without one. */
  readonly project: LineProject | null;
}

/** The document's total amount on a line, on which the line decides. */
function byBudgetLine(lines: readonly CheckedLine[]): readonly CheckedLine[] {
  const sums = new Map<string, CheckedLine>();
  for (const [n, { budgetLineId, amount }] of lines.entries()) {
    const key = `${budgetLineId} ${amount.currency}`;
    const before = sums.get(key);
    const minor = minorOf(amount) + (before ? minorOf(before.amount) : 0n);
    if (!isAmount(minor)) throw new Rejected(tooLarge(`/lines/${n}/amount/amount`));
    sums.set(key, { budgetLineId, amount: moneyJson(minor, amount.currency) });
  }
  return [...sums.values()];
}

const tooLarge = (pointer: string): Rejection =>
  apiRefusals.input_invalid({}, [{ pointer, code: 'amount_too_large' }]);

function answerOf(state: BudgetLineState, { budgetLineId, amount }: CheckedLine, of: Against) {
  const event = reservationOf(state, amount, of);
  const { reference, currency } = state;
  const asked = {
    budgetLineId,
    reference,
    available: moneyJson(availableOf(state.figures), currency),
  };
  if (event?.type === 'ReservationRejected') {
    const { code, shortfall, requested } = event.data;
    return { ...asked, requested, shortfall, code };
  }
  invariant(event?.type === 'FundsReserved', 'a reservation is answered');
  return { ...asked, requested: event.data.amount, shortfall: moneyJson(0n, currency), code: null };
}

/** The line's own rule; the answer is not stored. */
function reservationOf(state: BudgetLineState, amount: MoneyJson, of: Against) {
  const { effectiveAt, today } = of.document;
  const to: readonly Currency[] = [state.currency];
  const use = { date: effectiveAt, today, from: amount.currency, to };
  const problem = checkBusinessDate(use, of.dateFacts);
  if (problem) throw new Rejected(problem);
  const document = { kind: 'requisition', id: 'check', reference: null } as const;
  const decision = budgetLine.decide(
    {
      ...{ type: 'ReserveFunds', reservationId: 'check', amount, document },
      ...{ requestedBy: [], effectiveAt },
    },
    state,
    { id: 'check', rates: of.dateFacts.rates, project: of.project, periods: {} },
  );
  if (!decision.ok) throw new Rejected(decision.error);
  return decision.value[0];
}
