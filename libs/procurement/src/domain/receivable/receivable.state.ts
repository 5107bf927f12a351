import {
  evolveBy,
  minorOf,
  moneyJson,
  sumMinor,
  type BusinessDate,
  type Currency,
  type MoneyJson,
  type Person,
} from '@tamani/kernel';
import type { Shortfall } from '../purchase-order/order.parts.js';
import type { WriteOffAsk } from '../shared/write-offs.js';
import type { OwedCause } from '../purchase-order/owed/owed.parts.js';
import type { Refusal } from '../shared/document.js';
import type { ReceivableEvent, ReceivableLine } from './receivable.events.js';

export type ReceivableStatus =
  'none' | 'open' | 'settling' | 'write_off_requested' | 'writing_off' | 'settled' | 'written_off';

export interface OpenLine {
  readonly orderLine: number;
  readonly budgetLineId: string;
  readonly amountMinor: bigint;
}
export type EndKind = 'replacement' | 'payment_returned' | 'refund' | 'offset' | 'write_off';
/** What has ended a part of it. */
export interface Ended {
  readonly kind: EndKind;
  readonly amountMinor: bigint;
  readonly effectiveAt: BusinessDate | null;
  readonly bankReference: string | null;
  readonly invoiceId: string | null;
}
interface AskedFor {
  readonly endingId: string;
  readonly lines: readonly OpenLine[];
  readonly effectiveAt: BusinessDate;
  readonly by: Person;
}
interface AskedRefund extends AskedFor {
  readonly kind: 'refund';
  readonly bankReference: string;
  readonly transferAmount: MoneyJson | null;
}
interface AskedOffset extends AskedFor {
  readonly kind: 'offset';
  readonly invoiceId: string;
  readonly againstOrderId: string | null;
  readonly againstLines: readonly ReceivableLine[];
  readonly requestedOn: BusinessDate;
}
interface AskedWriteOff extends AskedFor {
  readonly kind: 'write_off';
  readonly counts: Pick<WriteOffAsk, 'values' | 'limit' | 'splittingDays'>;
}
/** A refund, offset or write-off that waits for its answers. */
export type Pending = AskedRefund | AskedOffset | AskedWriteOff;

export interface ReceivableState {
  readonly status: ReceivableStatus;
  readonly reference: string;
  readonly vendorId: string;
  readonly purchaseOrderId: string;
  readonly currency: Currency;
  readonly cause: OwedCause;
  readonly arisenOn: BusinessDate;
  readonly totalMinor: bigint;
  /** What is still owed, a pending ending included. */
  readonly open: readonly OpenLine[];
  readonly ended: readonly Ended[];
  /** Refunds, offsets and write-offs asked so far. */
  readonly endings: number;
  readonly pending: Pending | null;
  /** Lines of a write-off that budgets has answered. */
  readonly answers: readonly {
    readonly budgetLineId: string;
    readonly shortfall: Shortfall | null;
  }[];
  /** Why the last refund, offset or write-off was refused. */
  readonly refusal?: Refusal | undefined;
  readonly shortfalls: readonly Shortfall[];
  readonly writeOffReason?: string | undefined;
  readonly requester?: Person | undefined;
  readonly approver?: Person | undefined;
}

export const initialReceivable: ReceivableState = {
  status: 'none',
  reference: '',
  vendorId: '',
  purchaseOrderId: '',
  currency: '',
  cause: { kind: 'receipt', id: '' },
  arisenOn: '',
  totalMinor: 0n,
  open: [],
  ended: [],
  endings: 0,
  pending: null,
  answers: [],
  shortfalls: [],
};

export const openMinor = ({ open }: Pick<ReceivableState, 'open'>): bigint =>
  sumMinor(open.map((line) => line.amountMinor));

/** The advance that is owed: it is paid back at its own rate. Null if goods were paid. */
export const advanceOf = ({ cause }: Pick<ReceivableState, 'cause'>): string | null =>
  cause.kind === 'advance' ? cause.id : null;

const linesOf = (lines: readonly ReceivableLine[]): readonly OpenLine[] =>
  lines.map(({ amount, ...line }) => ({ ...line, amountMinor: minorOf(amount) }));

/** Lines as the events say them. */
export const linesJson = (lines: readonly OpenLine[], currency: Currency): ReceivableLine[] =>
  lines.map(({ amountMinor, ...line }) => ({ ...line, amount: moneyJson(amountMinor, currency) }));

export const evolveReceivable = evolveBy<ReceivableState, ReceivableEvent>({
  ReceivableOpened: (_, { lines, ...data }) => ({
    ...initialReceivable,
    ...data,
    status: 'open',
    open: linesOf(lines),
    totalMinor: sumMinor(linesOf(lines).map((line) => line.amountMinor)),
  }),
  ReceivableReduced: (state, { by, lines }) =>
    less(state, { ...noDetails, kind: by }, linesOf(lines)),
  RefundRequested: (state, { endingId, lines, valueDate: effectiveAt, by, ...of }) =>
    asking(state, 'settling', {
      ...{ kind: 'refund', endingId, effectiveAt, by, lines: linesOf(lines) },
      ...{ bankReference: of.bankReference, transferAmount: of.transferAmount },
    }),
  OffsetRequested: (state, { endingId, lines, effectiveAt, invoiceId, by, requestedOn }) =>
    asking(state, 'settling', {
      ...{ kind: 'offset', endingId, effectiveAt, by, lines: linesOf(lines) },
      ...{ invoiceId, againstOrderId: null, againstLines: [], requestedOn },
    }),
  WriteOffRequested: (state, { reason, by }) => ({
    ...state,
    status: 'write_off_requested',
    writeOffReason: reason,
    requester: by,
    refusal: undefined,
    shortfalls: [],
  }),
  WriteOffDeclined: (state) => ({ ...state, status: 'open', requester: undefined }),
  WriteOffApproved: (state, { endingId, lines, effectiveAt, by, counts }) => ({
    ...asking(state, 'writing_off', {
      ...{ kind: 'write_off', endingId, effectiveAt, by, lines: linesOf(lines), counts },
    }),
    approver: by,
  }),
  EndingRefused: (state, { refusal }) => ({ ...again(state), refusal }),
  RefundSetAside: (state) => state,
  ReceivableRefunded: ended,
  OffsetSetAside: (state) => state,
  OffsetAllocated: (state, { againstOrderId, againstLines }) => ({
    ...state,
    pending:
      state.pending?.kind === 'offset'
        ? { ...state.pending, againstOrderId, againstLines }
        : state.pending,
  }),
  ReceivableOffset: ended,
  EndingWithdrawn: (state, { refusal }) => ({ ...again(state), refusal }),
  WriteOffSetAside: (state) => state,
  WriteOffCounted: (state) => state,
  WriteOffAnswered: (state, answer) => ({ ...state, answers: [...state.answers, answer] }),
  WriteOffEnded(state, { except }) {
    const { pending, answers } = state;
    const lines = (pending?.lines ?? []).filter((line) => !except.includes(line.budgetLineId));
    const shortfalls = answers.flatMap(({ shortfall }) => shortfall ?? []);
    const after =
      lines.length === 0 ? again(state) : ended(state, { lines: linesJson(lines, state.currency) });
    return { ...after, shortfalls };
  },
});

const asking = (
  state: ReceivableState,
  status: ReceivableStatus,
  pending: Pending,
): ReceivableState => ({
  ...state,
  status,
  pending,
  endings: state.endings + 1,
  answers: [],
  refusal: undefined,
  shortfalls: [],
});

/** Nothing of it is asked any more. */
const again = (state: ReceivableState): ReceivableState =>
  standing({ ...state, status: 'open', pending: null, requester: undefined, approver: undefined });

/** What was asked has ended. */
function ended(
  state: ReceivableState,
  { lines }: { readonly lines: readonly ReceivableLine[] },
): ReceivableState {
  const { pending } = state;
  if (!pending) return state;
  const { kind, effectiveAt } = pending;
  const bankReference = kind === 'refund' ? pending.bankReference : null;
  const invoiceId = kind === 'offset' ? pending.invoiceId : null;
  return less(
    { ...state, status: 'open', pending: null },
    { kind, effectiveAt, bankReference, invoiceId },
    linesOf(lines),
  );
}

const noDetails = { effectiveAt: null, bankReference: null, invoiceId: null };

function less(
  state: ReceivableState,
  part: Omit<Ended, 'amountMinor'>,
  lines: readonly OpenLine[],
): ReceivableState {
  const amountMinor = sumMinor(lines.map((line) => line.amountMinor));
  const open = state.open
    .map((line) => {
      const own = lines.filter((one) => one.orderLine === line.orderLine);
      return {
        ...line,
        amountMinor: line.amountMinor - sumMinor(own.map((one) => one.amountMinor)),
      };
    })
    .filter((line) => line.amountMinor > 0n);
  return standing({ ...state, open, ended: [...state.ended, { ...part, amountMinor }] });
}

/** With nothing owed any more it has ended, unless something is still asked. */
function standing(state: ReceivableState): ReceivableState {
  const isOver = state.open.length === 0 && state.pending === null;
  if (!isOver) return state;
  const last = state.ended.at(-1);
  return { ...state, status: last?.kind === 'write_off' ? 'written_off' : 'settled' };
}
