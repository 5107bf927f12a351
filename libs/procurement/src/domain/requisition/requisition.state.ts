import {
  evolveBy,
  minorOf,
  quantityOf,
  sumMinor,
  withPerson,
  type BusinessDate,
  type Currency,
  type Person,
} from '@tamani/kernel';
import type { SpendClass } from '../shared/document.js';
import type { Shortfall } from './requisition.commands.js';
import type { RequisitionEvent, RequisitionEventData } from './requisition.events.js';
import { allocated, takenBy, type Addition, type Allocation } from './requisition.share.js';

export type RequisitionStatus =
  | 'none'
  | 'draft'
  | 'funds_pending'
  | 'funds_reserved'
  | 'funds_rejected'
  | 'certified'
  | 'partially_ordered'
  | 'ordered'
  | 'closed'
  | 'cancelled';

export interface RequisitionLine {
  readonly line: number;
  readonly description: string;
  readonly spendClass: SpendClass;
  readonly unit: string;
  /** Thousandths. */
  readonly quantity: bigint;
  readonly unitPriceMinor: bigint;
  readonly amountMinor: bigint;
  readonly budgetLineId: string;
}

export interface RequisitionState {
  readonly status: RequisitionStatus;
  readonly reference: string;
  readonly title: string;
  readonly neededBy: BusinessDate;
  readonly currency: Currency;
  readonly lines: readonly RequisitionLine[];
  /** Those who wrote or submitted it. */
  readonly requesters: readonly Person[];
  readonly certifier?: Person | undefined;
  /** Certifications so far; the last one holds while it is certified or ordered. */
  readonly certifications: number;
  /** Ids of the orders that were drafted under this certification and are not issued. */
  readonly drafts: readonly string[];
  /** Submissions so far. */
  readonly attempts: number;
  /** Of the last submission, while its funds are requested or held. */
  readonly reservationId?: string | undefined;
  readonly effectiveAt?: BusinessDate | undefined;
  readonly shortfalls: readonly Shortfall[];
  /** The certifying officer's, when it was returned. */
  readonly comments?: string | undefined;
  readonly cancelReason?: string | undefined;
  readonly closeReason?: string | undefined;
  readonly allocations: readonly Allocation[];
}

export const initialRequisition: RequisitionState = {
  status: 'none',
  reference: '',
  title: '',
  neededBy: '',
  currency: '',
  lines: [],
  requesters: [],
  certifications: 0,
  drafts: [],
  attempts: 0,
  shortfalls: [],
  allocations: [],
};

export const evolveRequisition = evolveBy<RequisitionState, RequisitionEvent>({
  RequisitionCreated: (_, data) => ({
    ...initialRequisition,
    ...contentOf(data),
    status: 'draft',
    reference: data.reference,
    requesters: [data.by],
  }),
  RequisitionChanged: (state, data) => ({
    ...state,
    ...contentOf(data),
    status: 'draft',
    shortfalls: [],
    requesters: withPerson(state.requesters, data.by),
  }),
  RequisitionSubmitted: (state, { attempt, reservationId, effectiveAt, by }) => ({
    ...state,
    status: 'funds_pending',
    attempts: attempt,
    reservationId,
    effectiveAt,
    shortfalls: [],
    comments: undefined,
    requesters: withPerson(state.requesters, by),
  }),
  RequisitionFundsReserved: (state) => ({ ...state, status: 'funds_reserved' }),
  RequisitionFundsRejected: (state, { shortfalls }) => ({
    ...state,
    status: 'funds_rejected',
    reservationId: undefined,
    shortfalls,
  }),
  RequisitionCertified: (state, { certification, by }) => ({
    ...state,
    status: 'certified',
    certifications: certification,
    certifier: by,
  }),
  RequisitionReturned: (state, { comments }) => ({
    ...state,
    status: 'draft',
    drafts: [],
    reservationId: undefined,
    certifier: undefined,
    comments,
  }),
  RequisitionCancelled: (state, { reason }) => ({
    ...state,
    status: 'cancelled',
    drafts: [],
    cancelReason: reason,
  }),
  OrderDraftRecorded: (state, { orderId }) => ({ ...state, drafts: [...state.drafts, orderId] }),
  OrderDraftRefused: (state) => state,
  OrderAllocated: (state, data) =>
    orderedAs({ ...state, allocations: allocated(state.allocations, data) }),
  OrderAllocationRefused: (state) => state,
  OrderAllocationSettled: (state, { orderId }) => ({
    ...withAllocation(state, orderId, 'settled'),
    drafts: state.drafts.filter((draft) => draft !== orderId),
  }),
  OrderAllocationReleased: (state, { orderId }) =>
    orderedAs({
      ...state,
      allocations: state.allocations.filter((a) => a.orderId !== orderId),
    }),
  OrderAllocationAmended: (state, { orderId, amendment, lines, award }) =>
    withAdditions(state, orderId, (before) => [
      ...before,
      {
        ...{ amendment, award },
        lines: lines.map(({ line, quantity }) => ({ line, quantity: quantityOf(quantity) })),
      },
    ]),
  OrderAmendmentReleased: (state, { orderId, amendment }) =>
    withAdditions(state, orderId, (before) => before.filter((a) => a.amendment !== amendment)),
  RequisitionOrderEnded: (state, { orderId }) => withAllocation(state, orderId, 'ended'),
  RequisitionClosedEarly: (state, { reason }) => ({
    ...state,
    status: 'closed',
    drafts: [],
    closeReason: reason,
  }),
  RequisitionClosed: (state) => ({ ...state, status: 'closed', drafts: [] }),
});

function contentOf(data: RequisitionEventData<'RequisitionChanged'>) {
  const { title, neededBy, currency } = data;
  const lines = data.lines.map(({ quantity, unitPrice, amount, ...line }) => ({
    ...line,
    quantity: quantityOf(quantity),
    unitPriceMinor: minorOf(unitPrice),
    amountMinor: minorOf(amount),
  }));
  return { title, neededBy, currency, lines };
}

const withAllocation = (
  state: RequisitionState,
  orderId: string,
  status: Allocation['status'],
): RequisitionState => ({
  ...state,
  allocations: state.allocations.map((a) => (a.orderId === orderId ? { ...a, status } : a)),
});

const withAdditions = (
  state: RequisitionState,
  orderId: string,
  after: (before: readonly Addition[]) => readonly Addition[],
): RequisitionState =>
  orderedAs({
    ...state,
    allocations: state.allocations.map((a) =>
      a.orderId === orderId ? { ...a, additions: after(a.additions) } : a,
    ),
  });

/** Certified, partially ordered or ordered, by what is allocated; other statuses stay. */
function orderedAs(state: RequisitionState): RequisitionState {
  if (!['certified', 'partially_ordered', 'ordered'].includes(state.status)) return state;
  const complete = state.lines.every((line) => allocatedOf(state, line.line) >= line.quantity);
  if (complete) return { ...state, status: 'ordered' };
  return { ...state, status: state.allocations.length > 0 ? 'partially_ordered' : 'certified' };
}

/** Thousandths of a line taken by orders. */
export const allocatedOf = (state: RequisitionState, line: number): bigint =>
  sumMinor(state.allocations.map((allocation) => takenBy(allocation, line)));

/** The total in minor units of the document's currency. */
export const totalOf = (state: RequisitionState): bigint =>
  sumMinor(state.lines.map((line) => line.amountMinor));
