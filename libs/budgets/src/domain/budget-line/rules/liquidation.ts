import { minorOf, moneyJson, proportion, type MoneyJson } from '@tamani/kernel';
import { converted, sameRate, type Rate } from '../../rate-table/rates.js';
import type { Commitment } from '../state/budget-line.state.js';
import { minimum } from './rule-parts.js';

export interface Liquidation {
  readonly minor: bigint;
  readonly documentMinor: bigint;
}

/**
 * A delivery's share of a commitment at the booked rate: in proportion to the document's
 * amount, half up. The delivery that reaches what is open gets all of it.
 */
export function liquidationOf(commitment: Commitment, delivered: bigint): Liquidation {
  const { openMinor, documentOpenMinor, amountMinor, documentMinor: whole } = commitment;
  if (delivered >= documentOpenMinor) {
    return { minor: openMinor, documentMinor: documentOpenMinor };
  }
  const minor = minimum(openMinor, proportion(amountMinor, delivered, whole));
  return { minor, documentMinor: delivered };
}

export interface Accrual extends Liquidation {
  /** The expenditure. */
  readonly accruedMinor: bigint;
  /** Of its ordered part; what is delivered above the order is spent, without difference. */
  readonly differenceMinor: bigint;
}

/**
 * What a delivery accrues and liquidates. At the booked rate the ordered part accrues what it
 * liquidates: parts add up to the commitment, and rounding is no exchange difference.
 */
export function accrualOf(
  commitment: Commitment,
  { amount, rate }: { readonly amount: MoneyJson; readonly rate: Rate },
): Accrual {
  const delivered = minorOf(amount);
  const share = liquidationOf(commitment, delivered);
  const { bookedRate } = commitment;
  if (bookedRate !== 'several' && sameRate(bookedRate, rate.used)) {
    const above = moneyJson(delivered - share.documentMinor, amount.currency);
    return { ...share, accruedMinor: share.minor + converted(above, rate), differenceMinor: 0n };
  }
  const accruedMinor = converted(amount, rate);
  const isWhole = share.documentMinor === delivered;
  const ordered = isWhole ? accruedMinor : proportion(accruedMinor, share.documentMinor, delivered);
  return { ...share, accruedMinor, differenceMinor: ordered - share.minor };
}
