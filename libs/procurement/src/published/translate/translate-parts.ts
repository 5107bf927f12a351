import type { DomainEvent, Published } from '@tamani/kernel';
import { minorOf, moneyJson, sumMinor, type MoneyJson } from '@tamani/kernel';
import { byBudgetLine, lineAmountJson } from '../../domain/shared/amounts.js';
import type { ProcurementData, ProcurementEventType } from '../messages.js';

/** By type of domain event; events that are not published are absent. */
export type Translations<E extends DomainEvent> = {
  readonly [K in E['type']]?: (
    data: Extract<E, { type: K }>['data'],
    id: string,
  ) => readonly Published[];
};

/** A message with its key; the compiler checks the data against the type's schema. */
export const message = <T extends ProcurementEventType>(
  type: T,
  key: string,
  data: ProcurementData<T>,
): Published => ({ type, key, data });

/** Total of priced lines, in their currency. */
export function totalOfLines(lines: readonly { readonly amount: MoneyJson }[]): MoneyJson {
  const currency = lines[0]?.amount.currency ?? 'XOF';
  return moneyJson(sumMinor(lines.map((line) => minorOf(line.amount))), currency);
}

interface BudgetLineMoney {
  readonly budgetLineId: string;
  readonly amount: MoneyJson;
}
/** The amounts of order lines, one for each budget line. */
export function byLine(lines: readonly BudgetLineMoney[]): BudgetLineMoney[] {
  const currency = lines[0]?.amount.currency ?? '';
  const parts = lines.map(({ budgetLineId, amount }) => ({
    budgetLineId,
    amountMinor: minorOf(amount),
  }));
  return byBudgetLine(parts).map((line) => lineAmountJson(line, currency));
}

/** Invoices to match again, if there are any. */
export const matching = (orderId: string, invoiceIds: string[]): readonly Published[] =>
  invoiceIds.length === 0
    ? []
    : [message('procurement.OrderMatchingChanged.v1', orderId, { orderId, invoiceIds })];
