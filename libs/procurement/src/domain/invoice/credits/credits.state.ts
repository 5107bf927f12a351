import { minorOf, sumMinor, type Evolvers } from '@tamani/kernel';
import type { InvoiceEvent, InvoiceEventData } from '../invoice.events.js';
import type { InvoiceState, PaidLine } from '../invoice.state.js';

/** What a credit note takes off the invoice. */
export interface Credit {
  readonly creditNoteId: string;
  readonly lines: readonly PaidLine[];
  /** In the budget lines; before that, it is set aside. */
  readonly agreed: boolean;
}
type CreditEvent = Extract<
  InvoiceEvent,
  {
    type:
      | 'CreditAllocated'
      | 'CreditAllocationRefused'
      | 'InvoiceCredited'
      | 'CreditAllocationReleased';
  }
>;

/** How credit notes change an invoice. */
export const evolveCredits: Evolvers<InvoiceState, CreditEvent> = {
  CreditAllocated: (state, { creditNoteId, lines }) => ({
    ...state,
    credits: [...state.credits, { creditNoteId, lines: lines.map(paidLineOf), agreed: false }],
  }),
  CreditAllocationRefused: (state) => state,
  InvoiceCredited: (state, { creditNoteId }) => ({
    ...state,
    credits: state.credits.map((one) =>
      one.creditNoteId === creditNoteId ? { ...one, agreed: true } : one,
    ),
  }),
  CreditAllocationReleased: (state, { creditNoteId }) => ({
    ...state,
    credits: state.credits.filter((one) => one.creditNoteId !== creditNoteId),
  }),
};

/** Event form of a line's amount to state form. */
export const paidLineOf = ({
  amount,
  ...line
}: InvoiceEventData<'PaymentAllocated'>['lines'][number]): PaidLine => ({
  ...line,
  amountMinor: minorOf(amount),
});

/** What credit notes have taken off, once it is in the budget lines. */
export const creditedOf = (state: InvoiceState): bigint =>
  sumMinor(
    state.credits.filter((one) => one.agreed).flatMap((one) => one.lines.map((l) => l.amountMinor)),
  );
