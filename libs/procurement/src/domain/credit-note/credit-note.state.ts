import { evolveBy, minorOf, type BusinessDate, type Currency, type Person } from '@tamani/kernel';
import type { PaidLine } from '../invoice/credits/credits.state.js';
import type { Shortfall } from '../purchase-order/order.parts.js';
import type { Refusal } from '../shared/document.js';
import type { CreditNoteEvent, CreditNoteEventData } from './credit-note.events.js';

export type CreditNoteStatus =
  'none' | 'registering' | 'registered' | 'refused' | 'approving' | 'approved' | 'cancelled';

export interface CreditNoteState {
  readonly status: CreditNoteStatus;
  readonly reference: string;
  readonly vendorId: string;
  /** Null: against the order itself. */
  readonly invoiceId: string | null;
  readonly purchaseOrderId: string;
  readonly number: string;
  readonly creditedOn: BusinessDate;
  readonly currency: Currency;
  readonly lines: readonly PaidLine[];
  /** Why the vendor grants it. */
  readonly reason: string;
  /** Why it was refused last. */
  readonly refusal?: Refusal | undefined;
  /** Why budgets has refused it last. */
  readonly shortfalls: readonly Shortfall[];
  readonly cancelReason?: string | undefined;
  readonly clerk?: Person | undefined;
  readonly approver?: Person | undefined;
}
export const initialCreditNote: CreditNoteState = {
  status: 'none',
  reference: '',
  vendorId: '',
  invoiceId: null,
  purchaseOrderId: '',
  number: '',
  creditedOn: '',
  currency: '',
  lines: [],
  reason: '',
  shortfalls: [],
};

/** Registered again, because it was not approved. */
const back = (state: CreditNoteState): CreditNoteState => ({
  ...state,
  status: 'registered',
  approver: undefined,
});

export const evolveCreditNote = evolveBy<CreditNoteState, CreditNoteEvent>({
  CreditNoteRegistered: (_, { by, lines, ...data }) => ({
    ...initialCreditNote,
    ...data,
    status: 'registering',
    lines: lines.map(lineOf),
    clerk: by,
  }),
  CreditNoteNumberAccepted: (state) => ({ ...state, status: 'registered' }),
  CreditNoteRefused: (state, { refusal }) => ({ ...state, status: 'refused', refusal }),
  CreditNoteApprovalRequested: (state, { by }) => ({
    ...state,
    status: 'approving',
    approver: by,
    refusal: undefined,
    shortfalls: [],
  }),
  CreditNoteApprovalRefused: (state, { refusal }) => ({ ...back(state), refusal }),
  CreditNoteNotAdjusted: (state, { shortfalls }) => ({ ...back(state), shortfalls }),
  CreditNoteApproved: (state) => ({ ...state, status: 'approved' }),
  CreditNoteCancelled: (state, { reason }) => ({
    ...state,
    status: 'cancelled',
    cancelReason: reason,
  }),
});

const lineOf = ({
  amount,
  ...line
}: CreditNoteEventData<'CreditNoteRegistered'>['lines'][number]): PaidLine => ({
  ...line,
  amountMinor: minorOf(amount),
});
