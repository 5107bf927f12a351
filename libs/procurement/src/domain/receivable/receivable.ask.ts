import { derivedId, minorOf, moneyJson, type MoneyJson, type Rejection } from '@tamani/kernel';
import { splitOver } from '../shared/amounts.js';
import { statusCheck } from '../shared/document.js';
import { refuse } from './receivable.rejections.js';
import {
  linesJson,
  openMinor,
  type ReceivableState,
  type ReceivableStatus,
} from './receivable.state.js';

export const check = statusCheck<ReceivableStatus>(refuse.receivable_wrong_status);

/** The next refund, offset or write-off. */
const endingIdOf = ({ endings }: ReceivableState, id: string): string =>
  derivedId('receivable-ending', id, String(endings + 1));

/** What is asked of the order: its part of each line, under an id of its own. */
export function askOf(amount: MoneyJson, state: ReceivableState, id: string) {
  const lines = splitOver(minorOf(amount), state.open);
  return {
    endingId: endingIdOf(state, id),
    purchaseOrderId: state.purchaseOrderId,
    lines: linesJson(lines, state.currency),
  };
}

export function amountProblem(amount: MoneyJson, state: ReceivableState): Rejection | undefined {
  const { currency: expected, reference } = state;
  const { currency } = amount;
  if (currency !== expected) return refuse.receivable_currency_differs({ currency, expected });
  const open = openMinor(state);
  if (minorOf(amount) <= open) return undefined;
  return refuse.receivable_exceeded({
    reference,
    currency,
    left: moneyJson(open, currency).amount,
  });
}
