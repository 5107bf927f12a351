import { minorOf, sumMinor, type Evolvers } from '@tamani/kernel';
import type { LineAmount } from '../../shared/amounts.js';
import { joined } from '../../shared/segregation.js';
import type { OrderEvent } from '../order.events.js';
import type { OrderState } from '../order.state.js';
import type { creditEvents } from './credits.events.js';

/** What credit notes take off, by budget line; negative. */
export const creditedLines = (state: OrderState): readonly LineAmount[] =>
  state.credits.flatMap(({ lines }) =>
    lines.map(({ orderLine, amountMinor }) => ({
      budgetLineId: state.lines.find((line) => line.orderLine === orderLine)?.budgetLineId ?? '',
      amountMinor: -amountMinor,
    })),
  );

/** What credit notes take off some invoices, on an order line. */
export const creditedOn = (
  { credits }: OrderState,
  orderLine: number,
  invoiceIds: ReadonlySet<string>,
): bigint =>
  sumMinor(
    credits
      .filter(({ invoiceId }) => invoiceIds.has(invoiceId))
      .flatMap(({ lines }) => lines.filter((line) => line.orderLine === orderLine))
      .map((line) => line.amountMinor),
  );

type CreditEvent = Extract<OrderEvent, { type: keyof typeof creditEvents }>;

export const evolveCredits: Evolvers<OrderState, CreditEvent> = {
  CreditRequested: (state, { lines, parties, ...credit }) => ({
    ...state,
    parties: joined(state.parties, parties),
    credits: [
      ...state.credits,
      {
        ...credit,
        agreed: false,
        lines: lines.map(({ orderLine, amount }) => ({ orderLine, amountMinor: minorOf(amount) })),
      },
    ],
  }),
  CreditAgreed: (state, { creditNoteId }) => ({
    ...state,
    credits: state.credits.map((one) =>
      one.creditNoteId === creditNoteId ? { ...one, agreed: true } : one,
    ),
  }),
  CreditRefused: (state) => state,
  CreditNotAdjusted: (state, { creditNoteId }) => ({
    ...state,
    credits: state.credits.filter((one) => one.creditNoteId !== creditNoteId),
  }),
};
