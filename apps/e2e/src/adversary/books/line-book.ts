import { units, type Money } from './amounts.js';
import type { Evidence } from './evidence.js';
import type { LogEvent } from '../system/system.js';

/** Columns of a budget line, by their letters in docs/domain.md, and the signed differences. */
export type Column = 'A' | 'R' | 'C' | 'X' | 'H' | 'P' | 'V' | 'S' | 'dx' | 'px';
export const columns: readonly Column[] = ['A', 'R', 'C', 'X', 'H', 'P', 'V', 'S', 'dx', 'px'];
/** Those that are never below zero. */
export const counted: readonly Column[] = ['A', 'R', 'C', 'X', 'H', 'P', 'V', 'S'];

/** What each event adds to which columns. An event with an amount that is not here is an error. */
const adds: Readonly<Record<string, Readonly<Partial<Record<Column, 1n | -1n>>>>> = {
  FundsAllotted: { A: 1n },
  AllotmentRevised: { A: 1n },
  FundsCarriedOut: { A: -1n },
  FundsCarriedIn: { A: 1n },
  TransferHeld: { H: 1n },
  TransferHoldReleased: { H: -1n },
  FundsTransferredOut: { A: -1n, H: -1n },
  FundsTransferredIn: { A: 1n },
  FundsReserved: { R: 1n },
  ReservationAdjusted: { R: 1n },
  ReservationReleased: { R: -1n },
  ReservationConsumed: { R: -1n },
  ReservationReinstated: { R: 1n },
  FundsCommitted: { C: 1n },
  CommitmentAdjusted: { C: 1n },
  CommitmentAdjustmentTakenBack: { C: 1n },
  CommitmentCancelled: { C: -1n },
  CommitmentReleased: { C: -1n },
  CommitmentCarriedOut: { A: -1n, C: -1n },
  CommitmentCarriedIn: { A: 1n, C: 1n },
  CommitmentCarryInTakenBack: { A: -1n, C: -1n },
  CommitmentCarryOutTakenBack: { A: 1n, C: 1n },
  ExpenditureAccrued: { X: 1n },
  CommitmentLiquidated: { C: -1n },
  ExchangeDifferenceRecognised: { dx: 1n },
  ExpenditureReversed: { X: -1n },
  CommitmentReinstated: { C: 1n },
  DeliveriesRepriced: { X: 1n },
  CommitmentRepriced: { C: 1n },
  RepricingTakenBack: { X: 1n },
  ExpenditureCredited: { X: -1n },
  DisbursementRecorded: { P: 1n },
  AdvanceRecorded: { P: 1n, V: 1n },
  AdvanceLiquidated: { V: -1n },
  AccrualSettled: { S: 1n },
  PaymentExchangeDifferenceRecognised: { px: 1n },
  SettlementReversed: { S: -1n },
  ReceivableRecognised: { V: 1n },
  RefundRecorded: { P: -1n, V: -1n },
  AdvanceWrittenOff: { V: -1n, X: 1n, S: 1n },
  WriteOffReturned: { P: -1n, X: -1n, S: -1n },
  DisbursementReturned: { P: -1n },
  AdvanceReturned: { P: -1n, V: -1n },
};

export interface Move {
  readonly event: LogEvent;
  readonly date: string;
  readonly by: Readonly<Partial<Record<Column, bigint>>>;
}

export type Figures = Readonly<Record<Column, bigint>>;
export const zero = Object.fromEntries(columns.map((column) => [column, 0n])) as Figures;

export const plus = (figures: Figures, { by }: Pick<Move, 'by'>): Figures => {
  const after = { ...figures };
  for (const column of columns) after[column] += by[column] ?? 0n;
  return after;
};

export const availableOf = ({ A, R, C, X, H }: Figures): bigint => A - R - C - X - H;

function moveOf(event: LogEvent): Move | undefined {
  const { type, data, effectiveAt, recordedAt } = event;
  const directions = adds[type];
  if (!directions) {
    if ('amount' in data && 'documentAmount' in data) throw new Error(`no column for ${type}`);
    return undefined;
  }
  const amount = units(data['amount'] as Money);
  const by = Object.fromEntries(
    Object.entries(directions).map(([column, sign]) => [column, sign * amount]),
  );
  return { event, by, date: effectiveAt ?? recordedAt.slice(0, 10) };
}

/** A refused request has an amount as well, and moves none. */
const REFUSALS = /Rejected$|^DeliveryHeld$/;

/** Every movement of every line, in the order in which they were recorded. */
export function movesOf({
  events,
}: Pick<Evidence, 'events'>): ReadonlyMap<string, readonly Move[]> {
  const lines = new Map<string, Move[]>();
  for (const event of events) {
    if (event.category !== 'budgets.BudgetLine' || REFUSALS.test(event.type)) continue;
    const moves = lines.get(event.id) ?? [];
    lines.set(event.id, moves);
    const move = moveOf(event);
    if (move) moves.push(move);
  }
  return lines;
}
