import { sumMinor } from '@tamani/kernel';
import type { InvoiceState } from '../invoice.state.js';
import type { PaidLine } from './credits.state.js';

/** The amount of each line that no payment, advance or credit note has taken. */
export const openOf = (state: InvoiceState): readonly PaidLine[] =>
  state.lines.map(({ orderLine, budgetLineId, amountMinor }) => {
    const all = [...state.payments, ...state.recoveries, ...state.credits];
    const open = amountMinor - takenOf(all, orderLine);
    return { orderLine, budgetLineId, amountMinor: open > 0n ? open : 0n };
  });

/** What can be credited of each line: all that is in no payment on its way. */
export const creditableOf = (state: InvoiceState): readonly PaidLine[] =>
  state.lines.map(({ orderLine, budgetLineId, amountMinor }) => {
    const onTheWay = state.payments.filter((payment) => !payment.settled);
    const taken = takenOf([...onTheWay, ...state.credits], orderLine);
    return { orderLine, budgetLineId, amountMinor: amountMinor - taken };
  });

const takenOf = (
  parts: readonly { readonly lines: readonly PaidLine[] }[],
  orderLine: number,
): bigint =>
  sumMinor(
    parts
      .flatMap((one) => one.lines.filter((line) => line.orderLine === orderLine))
      .map((line) => line.amountMinor),
  );
