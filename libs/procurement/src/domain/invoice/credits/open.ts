import { sumMinor } from '@tamani/kernel';
import type { InvoiceState } from '../invoice.state.js';
import type { PaidLine } from './credits.state.js';

type Taken = Pick<InvoiceState, 'lines' | 'payments' | 'recoveries' | 'credits' | 'overpayments'>;

/**
 * The amount of each line that no payment, advance or credit note has taken. What was overpaid and
 * has come back is not paid any more.
 */
export const openOf = (state: Taken): readonly PaidLine[] =>
  state.lines.map(({ orderLine, budgetLineId, amountMinor }) => {
    const all = [...state.payments, ...state.recoveries, ...state.credits];
    const taken = takenOf(all, orderLine) - takenOf(state.overpayments, orderLine);
    const open = amountMinor - taken;
    return { orderLine, budgetLineId, amountMinor: open > 0n ? open : 0n };
  });

/** Nothing of it is left once what was paid is confirmed, and what was credited is booked. */
export const isSettled = ({ payments, credits, ...state }: Taken): boolean =>
  openOf({
    ...state,
    payments: payments.filter((one) => one.settled),
    credits: credits.filter((one) => one.agreed),
  }).every((line) => line.amountMinor === 0n);

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
