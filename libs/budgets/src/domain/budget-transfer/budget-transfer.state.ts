import {
  evolveBy,
  minorOf,
  type BusinessDate,
  type Currency,
  type Person,
  type Refusal,
} from '@tamani/kernel';
import type { BudgetTransferEvent, DonorConsent } from './budget-transfer.events.js';

export const transferStatuses = [
  'requested',
  'rejected',
  'withdrawn',
  'approved',
  'refused',
  'source_held',
  'destination_credited',
  'completed',
  'releasing',
  'hold_released',
] as const;
export type TransferStatus = (typeof transferStatuses)[number];

export interface BudgetTransferState {
  readonly status: TransferStatus | 'none';
  readonly reference: string;
  readonly fromLineId: string;
  readonly toLineId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly purpose: string;
  readonly donorConsent: DonorConsent | null;
  readonly transferredOn: BusinessDate;
  readonly requester?: Person | undefined;
  readonly approver?: Person | undefined;
  /** Why it was rejected or withdrawn. */
  readonly reason: string | null;
  /** Why a line refused it. */
  readonly refusal: Refusal | null;
}
export const initialBudgetTransfer: BudgetTransferState = {
  status: 'none',
  reference: '',
  fromLineId: '',
  toLineId: '',
  currency: '',
  amountMinor: 0n,
  purpose: '',
  donorConsent: null,
  transferredOn: '',
  reason: null,
  refusal: null,
};

type State = BudgetTransferState;
const ended =
  (status: TransferStatus) =>
  (state: State, { reason }: { readonly reason: string }): State => ({ ...state, status, reason });
const refused =
  (status: TransferStatus) =>
  (state: State, { refusal }: { readonly refusal: Refusal }): State => ({
    ...state,
    status,
    refusal,
  });
const now =
  (status: TransferStatus) =>
  (state: State): State => ({ ...state, status });

export const evolveBudgetTransfer = evolveBy<State, BudgetTransferEvent>({
  BudgetTransferRequested: (state, { amount, reason: purpose, by, ...data }) => ({
    ...state,
    ...data,
    status: 'requested',
    purpose,
    currency: amount.currency,
    amountMinor: minorOf(amount),
    requester: by,
  }),
  BudgetTransferRejected: ended('rejected'),
  BudgetTransferWithdrawn: ended('withdrawn'),
  BudgetTransferApproved: (state, { transferredOn, by }) => ({
    ...state,
    status: 'approved',
    transferredOn,
    approver: by,
  }),
  BudgetTransferRefused: refused('refused'),
  BudgetTransferHeld: now('source_held'),
  BudgetTransferCredited: now('destination_credited'),
  BudgetTransferCompleted: now('completed'),
  BudgetTransferNotCredited: refused('releasing'),
  BudgetTransferHoldReleased: refused('hold_released'),
});
