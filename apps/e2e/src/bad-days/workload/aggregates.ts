import { budgetsContext } from '@tamani/budgets';
import { procurementContext } from '@tamani/procurement';
import type { AnyAggregate } from '@tamani/runtime';

const all = new Map(
  [budgetsContext, procurementContext].flatMap(({ aggregates }) =>
    aggregates.map((one) => [one.decider.category, one] as const),
  ),
);

/** `procurement.Requisition`. */
export function aggregateOf(category: string): AnyAggregate {
  const found = all.get(category);
  if (!found) throw new Error(`no aggregate ${category}`);
  return found;
}
