import { evolveBy, minorOf, type BusinessDate, type Currency } from '@tamani/kernel';
import type { ContributionEvent, Origin } from './contribution.events.js';

export type ContributionStatus =
  'none' | 'registered' | 'pledged' | 'agreed' | 'partially_received' | 'received' | 'closed';

export interface ContributionReceipt {
  readonly receipt: number;
  readonly amountMinor: bigint;
  readonly receivedOn: BusinessDate;
  readonly bankReference: string | null;
}

export interface ContributionAllotment {
  readonly allotmentId: string;
  readonly budgetLineId: string;
  readonly amountMinor: bigint;
  /** In the currency of the line. */
  readonly lineMinor: bigint;
  readonly lineCurrency: Currency;
}

export interface ContributionState {
  readonly status: ContributionStatus;
  readonly reference: string;
  readonly donor: string | null;
  readonly title: string;
  readonly fund: string | null;
  readonly projectId: string | null;
  readonly donorReference: string | null;
  readonly origin: Origin | null;
  readonly currency: Currency;
  readonly pledgedMinor: bigint;
  readonly pledgedOn: BusinessDate | null;
  readonly agreedMinor: bigint;
  readonly agreedOn: BusinessDate | null;
  readonly agreementReference: string | null;
  readonly receivedMinor: bigint;
  readonly receipts: readonly ContributionReceipt[];
  /** What budget lines have of it, in its own currency. */
  readonly allottedMinor: bigint;
  readonly allotments: readonly ContributionAllotment[];
  /** Allotments that have their answer. */
  readonly answered: readonly string[];
  readonly closeReason: string | null;
}

export const initialContribution: ContributionState = {
  status: 'none',
  reference: '',
  donor: null,
  title: '',
  fund: null,
  projectId: null,
  donorReference: null,
  origin: null,
  currency: '',
  pledgedMinor: 0n,
  pledgedOn: null,
  agreedMinor: 0n,
  agreedOn: null,
  agreementReference: null,
  receivedMinor: 0n,
  receipts: [],
  allottedMinor: 0n,
  allotments: [],
  answered: [],
  closeReason: null,
};

export const evolveContribution = evolveBy<ContributionState, ContributionEvent>({
  ContributionRegistered: (state, { by: _, amount, ...data }) => ({
    ...state,
    ...data,
    status: 'registered',
    currency: amount.currency,
    pledgedMinor: minorOf(amount),
  }),
  ContributionPledged: (state, { pledgedOn }) => ({ ...state, status: 'pledged', pledgedOn }),
  ContributionAgreed: (state, { amount, agreedOn, agreementReference }) => ({
    ...state,
    status: statusOf(state.receipts.length, minorOf(amount) - state.receivedMinor),
    agreedMinor: minorOf(amount),
    agreedOn,
    agreementReference,
  }),
  ContributionReceived: (state, { receipt, amount, receivedOn, bankReference, complete }) => {
    const amountMinor = minorOf(amount);
    return {
      ...state,
      status: complete ? 'received' : 'partially_received',
      receivedMinor: state.receivedMinor + amountMinor,
      receipts: [...state.receipts, { receipt, amountMinor, receivedOn, bankReference }],
    };
  },
  ContributionAllotted: (state, { allotmentId, budgetLineId, amount, lineAmount }) => {
    const amountMinor = minorOf(amount);
    const ofLine = { lineMinor: minorOf(lineAmount), lineCurrency: lineAmount.currency };
    return {
      ...state,
      allottedMinor: state.allottedMinor + amountMinor,
      allotments: [...state.allotments, { allotmentId, budgetLineId, amountMinor, ...ofLine }],
      answered: [...state.answered, allotmentId],
    };
  },
  ContributionAllotmentRefused: (state, { allotmentId }) => ({
    ...state,
    answered: [...state.answered, allotmentId],
  }),
  ContributionAllotmentReleased: (state, { releaseId, allotmentId, amount, lineAmount }) => ({
    ...state,
    allottedMinor: state.allottedMinor - minorOf(amount),
    allotments: state.allotments.flatMap((one) => {
      if (one.allotmentId !== allotmentId) return [one];
      const lineMinor = one.lineMinor - minorOf(lineAmount);
      if (lineMinor === 0n) return [];
      return [{ ...one, lineMinor, amountMinor: one.amountMinor - minorOf(amount) }];
    }),
    answered: [...state.answered, releaseId],
  }),
  ContributionClosed: (state, { reason }) => ({ ...state, status: 'closed', closeReason: reason }),
});

/** After an amendment the contribution may be complete, or no longer be. */
function statusOf(receipts: number, outstanding: bigint): ContributionStatus {
  if (receipts === 0) return 'agreed';
  return outstanding === 0n ? 'received' : 'partially_received';
}
