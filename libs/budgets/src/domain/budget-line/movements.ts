import { invariant, minorOf, moneyJson, type MoneyJson } from '@tamani/kernel';
import { z } from 'zod';
import type { BudgetLineEvent, BudgetLineEventType } from './budget-line.events.js';

/** The figures of a budget line. The two differences are signed, the others never negative. */
export const buckets = [
  'allotted',
  'reserved',
  'committed',
  'expended',
  'transferHold',
  'disbursed',
  'advances',
  'settled',
  'deliveryExchangeDifference',
  'paymentExchangeDifference',
] as const;
export const bucketSchema = z.enum(buckets);
export type Bucket = (typeof buckets)[number];

/** A movement of money, signed, in the currencies of line and document. */
export interface Movement {
  readonly bucket: Bucket;
  readonly amount: MoneyJson;
  readonly documentAmount: MoneyJson | null;
}

type Direction = Readonly<Partial<Record<Bucket, 1 | -1>>>;

/**
 * The table of movements: the figures of a line and the lines of the ledger both come from
 * it. Events that are not listed move nothing.
 */
const moves = {
  FundsAllotted: { allotted: 1 },
  AllotmentRevised: { allotted: 1 },
  TransferHeld: { transferHold: 1 },
  TransferHoldReleased: { transferHold: -1 },
  FundsTransferredOut: { allotted: -1, transferHold: -1 },
  FundsTransferredIn: { allotted: 1 },
  FundsCarriedOut: { allotted: -1 },
  FundsCarriedIn: { allotted: 1 },
  FundsReserved: { reserved: 1 },
  ReservationAdjusted: { reserved: 1 },
  ReservationReleased: { reserved: -1 },
  ReservationConsumed: { reserved: -1 },
  ReservationReinstated: { reserved: 1 },
  FundsCommitted: { committed: 1 },
  CommitmentAdjusted: { committed: 1 },
  CommitmentAdjustmentTakenBack: { committed: 1 },
  CommitmentCancelled: { committed: -1 },
  CommitmentReleased: { committed: -1 },
  CommitmentCarriedOut: { allotted: -1, committed: -1 },
  CommitmentCarriedIn: { allotted: 1, committed: 1 },
  CommitmentCarryInTakenBack: { allotted: -1, committed: -1 },
  CommitmentCarryOutTakenBack: { allotted: 1, committed: 1 },
  ExpenditureAccrued: { expended: 1 },
  CommitmentLiquidated: { committed: -1 },
  ExchangeDifferenceRecognised: { deliveryExchangeDifference: 1 },
  ExpenditureReversed: { expended: -1 },
  CommitmentReinstated: { committed: 1 },
  DeliveriesRepriced: { expended: 1 },
  CommitmentRepriced: { committed: 1 },
  RepricingTakenBack: { expended: 1 },
  ExpenditureCredited: { expended: -1 },
  DisbursementRecorded: { disbursed: 1 },
  AdvanceRecorded: { disbursed: 1, advances: 1 },
  AdvanceLiquidated: { advances: -1 },
  AccrualSettled: { settled: 1 },
  PaymentExchangeDifferenceRecognised: { paymentExchangeDifference: 1 },
  SettlementReversed: { settled: -1 },
  ReceivableRecognised: { advances: 1 },
  RefundRecorded: { disbursed: -1, advances: -1 },
  AdvanceWrittenOff: { advances: -1, expended: 1, settled: 1 },
  DisbursementReturned: { disbursed: -1 },
  AdvanceReturned: { disbursed: -1, advances: -1 },
  WriteOffReturned: { disbursed: -1, expended: -1, settled: -1 },
} as const satisfies { readonly [K in BudgetLineEventType]?: Direction };

export type MoneyEventType = keyof typeof moves;
export const moneyEventTypes = Object.keys(moves) as readonly MoneyEventType[];

export const movesMoney = (
  event: BudgetLineEvent,
): event is Extract<BudgetLineEvent, { type: MoneyEventType }> => Object.hasOwn(moves, event.type);

/** The movements of an event; none if it moves no money. */
export function movementsOf(event: BudgetLineEvent): readonly Movement[] {
  if (!movesMoney(event)) return [];
  const { amount, documentAmount } = event.data;
  const directions: Direction = moves[event.type];
  return Object.entries(directions).map(([bucket, direction]) => ({
    bucket: bucket as Bucket,
    amount: directed(amount, direction),
    documentAmount: documentAmount && directed(documentAmount, direction),
  }));
}

function directed(money: MoneyJson, direction: 1 | -1): MoneyJson {
  if (direction === 1) return money;
  return moneyJson(-minorOf(money), money.currency);
}

/** Minor units of the line's currency, by bucket. */
export type Figures = Readonly<Record<Bucket, bigint>>;

export const noFigures = Object.fromEntries(buckets.map((bucket) => [bucket, 0n])) as Figures;

const SIGNED: readonly Bucket[] = ['deliveryExchangeDifference', 'paymentExchangeDifference'];

/** The figures after an event. Asserts their invariants. */
export function figuresAfter(figures: Figures, event: BudgetLineEvent): Figures {
  const movements = movementsOf(event);
  if (movements.length === 0) return figures;
  const after: Record<Bucket, bigint> = { ...figures };
  for (const { bucket, amount } of movements) after[bucket] += minorOf(amount);
  for (const { bucket } of movements) {
    const holds = after[bucket] >= 0n || SIGNED.includes(bucket);
    invariant(holds, `${bucket} below zero after ${event.type}: ${after[bucket]}`);
  }
  invariant(after.advances <= after.disbursed, `advances above disbursed after ${event.type}`);
  invariant(after.settled <= after.expended, `settled above expended after ${event.type}`);
  return after;
}

/** The amount that can be reserved; cash does not change it. */
export const availableOf = (figures: Figures): bigint =>
  figures.allotted - figures.reserved - figures.committed - figures.expended - figures.transferHold;

/** Ordered or received and not yet settled by payments. */
export const unliquidatedOf = (figures: Figures): bigint =>
  figures.committed + figures.expended - figures.settled;
