import { minorOf, sumMinor } from '@tamani/kernel';
import type { LineAmount } from '../../shared/amounts.js';
import type { InvoiceEventData } from '../invoice.events.js';

/** An amount of one line; open, or paid of it. */
export interface PaidLine extends LineAmount {
  readonly orderLine: number;
}
/** What a credit note takes off the invoice. */
export interface Credit {
  readonly creditNoteId: string;
  readonly lines: readonly PaidLine[];
  /** In the budget lines; before that, it is set aside. */
  readonly agreed: boolean;
}
type Credits = readonly Credit[];

/** What a credit note made of what was paid, and what has come back of it or was given up. */
export interface Overpayment {
  readonly endingId: string;
  readonly lines: readonly PaidLine[];
}

/** With a credit that is set aside. */
export const allocated = (
  credits: Credits,
  { creditNoteId, lines }: Pick<InvoiceEventData<'CreditAllocated'>, 'creditNoteId' | 'lines'>,
): Credits => [...credits, { creditNoteId, lines: lines.map(paidLineOf), agreed: false }];

/** With a credit that is in the budget lines. */
export const agreed = (credits: Credits, creditNoteId: string): Credits =>
  credits.map((one) => (one.creditNoteId === creditNoteId ? { ...one, agreed: true } : one));

/** Without a credit that the budget lines do not have. */
export const released = (credits: Credits, creditNoteId: string): Credits =>
  credits.filter((one) => one.creditNoteId !== creditNoteId);

/** Event form of a line's amount to state form. */
export const paidLineOf = ({
  amount,
  ...line
}: InvoiceEventData<'PaymentAllocated'>['lines'][number]): PaidLine => ({
  ...line,
  amountMinor: minorOf(amount),
});

/** What credit notes have taken off, once it is in the budget lines. */
export const creditedOf = ({ credits }: { readonly credits: Credits }): bigint =>
  sumMinor(
    credits.filter((one) => one.agreed).flatMap((one) => one.lines.map((l) => l.amountMinor)),
  );
