import { OrderOnLine } from './order-on-line.js';

interface Moved {
  readonly budgetLineId: string;
  readonly toLineId: string;
}

/** What is still to come of an order goes to the lines of the next year, at its booked rate. */
export function carry(order: Map<string, OrderOnLine> | undefined, lines: unknown): void {
  for (const { budgetLineId, toLineId } of lines as readonly Moved[]) {
    const rest = order?.get(budgetLineId)?.letGo();
    if (!rest) continue;
    const there = order?.get(toLineId) ?? new OrderOnLine(0n, 0n, rest);
    order?.set(toLineId, there.takeOver(rest));
  }
}
