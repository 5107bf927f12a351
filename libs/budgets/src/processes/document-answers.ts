import type { BudgetShortfall } from '../published/index.js';

/** Answers of the budget lines of one document: null when the line could give the money. */
export type Answers = Readonly<Record<string, BudgetShortfall | null>>;

interface BudgetLinePart {
  readonly budgetLineId: string;
}

/** Every line has answered. */
export const isComplete = (lines: readonly BudgetLinePart[], answers: Answers): boolean =>
  lines.every(({ budgetLineId }) => Object.hasOwn(answers, budgetLineId));

/** Who refused, in the order of the ids. */
export const refusals = (lines: readonly BudgetLinePart[], answers: Answers): BudgetShortfall[] =>
  inOrder(lines).flatMap(({ budgetLineId }) => answers[budgetLineId] ?? []);

/** Those that gave the money, or may have: everybody but who refused. */
export const notRefused = <L extends BudgetLinePart>(lines: readonly L[], answers: Answers): L[] =>
  inOrder(lines).filter(({ budgetLineId }) => !answers[budgetLineId]);

/**
 * Those that gave the money and have not taken it back yet. While there are any, a refusal is not
 * told: the next try would find its own money tied up, or that of a round not undone.
 */
export const stillGiven = <L extends BudgetLinePart>(
  lines: readonly L[],
  { answers, takenBack }: { readonly answers: Answers; readonly takenBack: readonly string[] },
): L[] =>
  notRefused(lines, answers).filter(({ budgetLineId }) => !takenBack.includes(budgetLineId));

/** By id: two documents ask lines they share in the same order. */
export const inOrder = <L extends BudgetLinePart>(lines: readonly L[]): L[] =>
  [...lines].sort((a, b) => (a.budgetLineId < b.budgetLineId ? -1 : 1));
