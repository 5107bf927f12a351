import { minorOf, quantityOf, sumMinor, type Evolvers } from '@tamani/kernel';
import { joined } from '../../shared/segregation.js';
import { plus, type OrderCredit } from '../billing/billing.state.js';
import type { OrderEvent } from '../order.events.js';
import type { OrderState } from '../order.state.js';
import type { ClaimPart, OrderLineAmount } from '../owed/owed.parts.js';
import {
  amountsOf,
  claimPartOf,
  lessCredited,
  lowered,
  negatedParts,
  onLine,
} from '../owed/owed.state.js';
import type { creditEvents } from './credits.events.js';

/** What credit notes take off an order line; of what is paid, once it is agreed. */
export const creditedOn = (
  { credits }: OrderState,
  orderLine: number,
  isCounted: (credit: OrderCredit) => boolean,
): bigint =>
  sumMinor(
    credits
      .filter(isCounted)
      .map(
        ({ lines, paid, agreed }) =>
          onLine(lines, orderLine) - (agreed ? 0n : onLine(paid, orderLine)),
      ),
  );

type CreditEvent = Extract<OrderEvent, { type: keyof typeof creditEvents }>;
type Requested = Extract<CreditEvent, { type: 'CreditRequested' }>['data'];

/** What it takes off the price: all but what is for goods that are not here. */
const pricedOf = ({ lines, goods }: Requested): readonly OrderLineAmount[] =>
  amountsOf(lines).flatMap(({ orderLine, amountMinor }) => {
    const left = amountMinor - onLine(amountsOf(goods), orderLine);
    return left > 0n ? [{ orderLine, amountMinor: left }] : [];
  });

const loweredBy = (
  claims: OrderState['invoices'],
  invoiceId: string | null,
  parts: readonly ClaimPart[],
): OrderState['invoices'] =>
  claims.map((claim) => (claim.invoiceId === invoiceId ? lowered(claim, parts) : claim));

/** A credit note against the order claims its goods: they cost nothing. */
const claimsOf = ({ creditNoteId, quantities }: Requested): OrderState['invoices'] =>
  quantities.length === 0
    ? []
    : [
        {
          ...{ invoiceId: creditNoteId, paid: true, agreed: true },
          lines: quantities.map(({ orderLine, quantity }) => ({
            ...{ orderLine, quantity: quantityOf(quantity), unitPriceMinor: 0n },
            ...{ amountMinor: 0n, orderedMinor: 0n, endedMinor: 0n },
          })),
        },
      ];

const returnedPartOf = (
  part: Extract<CreditEvent, { type: 'CreditedGoodsReturned' }>['data']['parts'][number],
) => ({
  ...{ invoiceId: part.invoiceId, orderLine: part.orderLine, amountMinor: 0n },
  quantity: quantityOf(part.quantity),
  claimedMinor: minorOf(part.claimed),
  orderedMinor: minorOf(part.ordered),
  creditedMinor: minorOf(part.credited),
});

export const evolveCredits: Evolvers<OrderState, CreditEvent> = {
  CreditRequested: (state, data) => ({
    ...state,
    parties: joined(state.parties, data.parties),
    invoices: [
      ...loweredBy(state.invoices, data.invoiceId, data.goods.map(claimPartOf)),
      ...claimsOf(data),
    ],
    credits: [
      ...state.credits,
      {
        creditNoteId: data.creditNoteId,
        invoiceId: data.invoiceId ?? data.creditNoteId,
        ...{ adjustmentId: data.adjustmentId, on: data.on, agreed: false },
        ...{ lines: pricedOf(data), paid: amountsOf(data.paid) },
        goods: data.goods.map(claimPartOf),
        ofOrder: data.invoiceId === null,
      },
    ],
  }),
  CreditAgreed: (state, { creditNoteId }) => ({
    ...state,
    credits: state.credits.map((one) =>
      one.creditNoteId === creditNoteId ? { ...one, agreed: true } : one,
    ),
  }),
  CreditBooked(state, { lines }) {
    const less = lines.map(({ budgetLineId, amount }) => ({
      ...{ budgetLineId, amountMinor: -minorOf(amount) },
    }));
    return { ...state, granted: plus(state.granted, less), accrued: plus(state.accrued, less) };
  },
  CreditedGoodsReturned(state, { parts }) {
    const gone = parts.map(returnedPartOf);
    const of = (invoiceId: string) => gone.filter((part) => part.invoiceId === invoiceId);
    return {
      ...state,
      invoices: state.invoices.map((claim) => lowered(claim, of(claim.invoiceId))),
      credits: gone.reduce(lessCredited, state.credits),
    };
  },
  CreditRefused: (state) => state,
  CreditNotAdjusted(state, { creditNoteId, invoiceId }) {
    const goods = state.credits.find((one) => one.creditNoteId === creditNoteId)?.goods ?? [];
    const claims = state.invoices.filter((claim) => claim.invoiceId !== creditNoteId);
    return {
      ...state,
      invoices: loweredBy(claims, invoiceId, negatedParts(goods)),
      credits: state.credits.filter((one) => one.creditNoteId !== creditNoteId),
    };
  },
};
