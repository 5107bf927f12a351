import { divideHalfUp, sumMinor } from '@tamani/kernel';
import { creditedOn } from '../../credits/credits.state.js';
import { invoicedOf, type OrderLine, type OrderState } from '../../order.state.js';
import type { ClaimLine } from '../billing.state.js';

export interface ClaimedLine {
  readonly orderLine: number;
  readonly quantity: bigint;
  readonly unitPriceMinor: bigint;
}

/**
 * What a claim costs: all that is claimed of the line with it, rounded once, less what the claims
 * before it have taken, and credit notes against the order. So the claims of a line add up to the
 * line, however it is divided.
 */
export function claimPrice(line: ClaimedLine, state: OrderState): ClaimLine {
  const { orderLine, quantity, unitPriceMinor } = line;
  const ordered = state.lines.find((one) => one.orderLine === orderLine) as OrderLine;
  const before = state.invoices.flatMap((claim) =>
    claim.lines.filter((one) => one.orderLine === orderLine),
  );
  const ofOrder = creditedOn(state, orderLine, (credit) => credit.ofOrder);
  const part = (priceOf: (one: ClaimedLine) => bigint, taken: readonly bigint[]): bigint => {
    const exact = sumMinor([...before, line].map((one) => one.quantity * priceOf(one)));
    const open = divideHalfUp(exact, 1000n) - sumMinor(taken);
    return open > 0n ? open : 0n;
  };
  return {
    ...{ orderLine, quantity, unitPriceMinor, endedMinor: 0n },
    amountMinor: part(
      (one) => one.unitPriceMinor,
      before.map((one) => one.amountMinor),
    ),
    orderedMinor: part(
      () => ordered.unitPriceMinor,
      [...before.map((one) => one.orderedMinor), ofOrder],
    ),
  };
}

/**
 * What no invoice claims of a quantity of a line, in thousandths; none if it is worth nothing: a
 * remainder that is less than half a minor unit cannot be invoiced.
 */
export function unclaimed(state: OrderState, orderLine: number, of: bigint): bigint {
  const { unitPriceMinor } = state.lines.find((one) => one.orderLine === orderLine) as OrderLine;
  const quantity = of - invoicedOf(state, orderLine);
  if (quantity <= 0n) return 0n;
  return claimPrice({ orderLine, quantity, unitPriceMinor }, state).orderedMinor === 0n
    ? 0n
    : quantity;
}
