import { moneyJson, proportion, quantityJson, type Currency } from '@tamani/kernel';
import type { InvoiceClaim } from '../billing/billing.state.js';
import { coverOn, inTurn, type Cover } from '../billing/worth.js';
import type { OrderEvent } from '../order.events.js';
import type { OrderState } from '../order.state.js';
import { creditedOn } from './credits.state.js';

interface Returned {
  readonly invoiceId: string;
  readonly orderLine: number;
  readonly quantity: bigint;
  readonly claimedMinor: bigint;
  readonly orderedMinor: bigint;
  readonly creditedMinor: bigint;
}

/**
 * A credit note and the return of goods may be for the same goods: whichever comes first, they
 * count once. What went back is first what was credited. Where a credit is for as much as is gone
 * of its claim, or more, the claim ends with those goods, and so much of the credit.
 */
export function creditedReturns(state: OrderState): readonly OrderEvent[] {
  const parts = state.lines.flatMap(({ orderLine }) => returnedOn(state, orderLine));
  if (parts.length === 0) return [];
  const data = {
    parts: parts.map((part) => partJson(part, state.currency)),
    rematch: state.invoices.map(({ invoiceId }) => invoiceId),
  };
  return [{ type: 'CreditedGoodsReturned', data }];
}

function returnedOn(state: OrderState, orderLine: number): readonly Returned[] {
  const creditOf = ({ invoiceId }: InvoiceClaim): bigint =>
    creditedOn(state, orderLine, (one) => one.agreed && one.invoiceId === invoiceId);
  const turn = inTurn(state);
  const last = turn.filter((claim) => creditOf(claim) > 0n);
  if (last.length === 0) return [];
  const covers = coverOn(state, orderLine, [
    ...turn.filter((claim) => !last.includes(claim)),
    ...last,
  ]);
  return last.flatMap((claim) => {
    const cover = covers.find((one) => one.invoiceId === claim.invoiceId);
    return cover ? returnedOf(cover, creditOf(claim)) : [];
  });
}

function returnedOf(cover: Cover, creditedMinor: bigint): readonly Returned[] {
  const { invoiceId, line, goodsMinor, coveredMinor, isFree } = cover;
  const { orderLine, orderedMinor } = line;
  const gone = goodsMinor - coveredMinor;
  if (gone === 0n) return [];
  const share = (whole: bigint): bigint => proportion(whole, gone, goodsMinor);
  const claimedMinor = isFree ? 0n : share(line.amountMinor);
  const most = isFree ? gone : claimedMinor;
  if (most > creditedMinor) return [];
  const quantity = (line.quantity * gone) / goodsMinor;
  const ordered = isFree ? orderedMinor : gone;
  return [
    { invoiceId, orderLine, quantity, claimedMinor, orderedMinor: ordered, creditedMinor: most },
  ];
}

const partJson = (part: Returned, currency: Currency) => ({
  ...{ invoiceId: part.invoiceId, orderLine: part.orderLine },
  quantity: quantityJson(part.quantity),
  claimed: moneyJson(part.claimedMinor, currency),
  ordered: moneyJson(part.orderedMinor, currency),
  credited: moneyJson(part.creditedMinor, currency),
});
