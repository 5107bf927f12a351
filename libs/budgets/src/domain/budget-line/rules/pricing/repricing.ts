import { err, moneyJson, ok, proportion, sumMinor, type Result } from '@tamani/kernel';
import { converted } from '../../../rate-table/rates.js';
import type { Commitment, Delivery, RepricedPart } from '../../state/budget-line.state.js';
import { minimum } from '../rule-parts.js';
import {
  openAccrualOf,
  openOf,
  settlementPart,
  summed,
  type SettledPart,
} from '../payment/settlement.js';
import { reduction } from './adjust.rules.js';

/** What the price of an order's goods changes by, in the document's currency; less is negative. */
export interface PriceChange {
  /** Of what was delivered. */
  readonly acceptedMinor: bigint;
  /** Of what is still to come; nothing is, of an order that has ended. */
  readonly openMinor: bigint;
}

/** Why it cannot be: there are not as many goods, or not as much is open. */
export type PriceProblem = 'delivery_not_accrued' | 'commitment_change_too_large';

/** The same on the line. */
export interface Repricing {
  readonly parts: readonly RepricedPart[];
  readonly committedMinor: bigint;
  readonly committedDocumentMinor: bigint;
}

const isLess = (amount: bigint): boolean => amount < 0n;
const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/**
 * The deliveries that are not paid cost more or less, in proportion to what is unpaid of each, at
 * the rate of the accrual; where all are paid, more is spread over all.
 */
export function repricingOf(
  commitment: Commitment,
  change: PriceChange,
): Result<Repricing, PriceProblem> {
  const parts = partsOf(commitment, change.acceptedMinor);
  if (!parts) return err('delivery_not_accrued');
  const open = openPart(commitment, change.openMinor);
  return open ? ok({ parts, ...open }) : err('commitment_change_too_large');
}

/** What a lower price must undo of settlements, as all that it is for is paid. */
const paidPartOf = ({ deliveries }: Commitment, { acceptedMinor }: PriceChange): bigint => {
  const paid = -acceptedMinor - sumMinor(deliveries.map(openOf));
  return paid > 0n ? paid : 0n;
};

/** Of what payments have settled, the newest first. */
export function unsettledFor(commitment: Commitment, change: PriceChange): readonly SettledPart[] {
  let left = paidPartOf(commitment, change);
  return summed(commitment.settlements)
    .toReversed()
    .flatMap((one) => {
      const documentMinor = minimum(one.documentMinor, left);
      left -= documentMinor;
      return documentMinor === 0n ? [] : [settlementPart(one, documentMinor)];
    });
}

function partsOf(commitment: Commitment, change: bigint): readonly RepricedPart[] | undefined {
  if (change === 0n) return [];
  const here = commitment.deliveries.filter((one) => !one.reversed);
  const unpaid = here.filter((one) => openOf(one) > 0n);
  if (isLess(change)) {
    const most = sumMinor(unpaid.map(openOf));
    return -change > most ? undefined : spread(commitment, weighted(unpaid, openOf), change);
  }
  if (unpaid.length > 0) return spread(commitment, weighted(unpaid, openOf), change);
  const priced = here.filter((one) => one.documentMinor > 0n);
  if (priced.length > 0) {
    return spread(
      commitment,
      weighted(priced, ({ documentMinor }) => documentMinor),
      change,
    );
  }
  return spread(
    commitment,
    weighted(here.slice(-1), () => 1n),
    change,
  );
}

interface Weighted {
  readonly delivery: Delivery;
  readonly weight: bigint;
}
const weighted = (
  deliveries: readonly Delivery[],
  weightOf: (delivery: Delivery) => bigint,
): readonly Weighted[] => deliveries.map((delivery) => ({ delivery, weight: weightOf(delivery) }));

/** In proportion, half up; the last takes the rest. Undefined if there is none, or no rate. */
function spread(
  commitment: Commitment,
  deliveries: readonly Weighted[],
  change: bigint,
): readonly RepricedPart[] | undefined {
  const sign = isLess(change) ? -1n : 1n;
  let left = size(change);
  let whole = sumMinor(deliveries.map(({ weight }) => weight));
  if (whole === 0n) return undefined;
  const parts: RepricedPart[] = [];
  for (const { delivery, weight } of deliveries) {
    const part = proportion(left, weight, whole);
    left -= part;
    whole -= weight;
    if (part === 0n) continue;
    const priced =
      delivery.documentMinor === 0n
        ? firstPartOf(commitment, delivery, part)
        : partOf(delivery, sign * part);
    if (!priced) return undefined;
    parts.push(priced);
  }
  return parts;
}

/** Of a delivery that had cost nothing: at the rate of its order. */
function firstPartOf(
  commitment: Commitment,
  { deliveryId }: Delivery,
  documentMinor: bigint,
): RepricedPart | undefined {
  const minor = atBookedRate(commitment, documentMinor);
  if (minor === undefined) return undefined;
  const liquidated = { liquidatedMinor: minor, liquidatedDocumentMinor: documentMinor };
  return { deliveryId, minor, documentMinor, ...liquidated };
}

/** Undefined if there were several rates, and nothing of the order is left. */
function atBookedRate(commitment: Commitment, part: bigint): bigint | undefined {
  const { amountMinor, documentMinor, bookedRate, currency } = commitment;
  if (documentMinor > 0n) return proportion(amountMinor, part, documentMinor);
  if (bookedRate === 'several') return undefined;
  return converted(moneyJson(part, currency), { used: bookedRate });
}

/** More at the rate of the order, less of what no delivery needs. */
function openPart(commitment: Commitment, change: bigint) {
  if (change === 0n || commitment.status !== 'committed') {
    return { committedMinor: 0n, committedDocumentMinor: 0n };
  }
  if (-change > commitment.documentOpenMinor) return undefined;
  const minor = isLess(change) ? -reduction(commitment, -change) : atBookedRate(commitment, change);
  return minor === undefined
    ? undefined
    : { committedMinor: minor, committedDocumentMinor: change };
}

/** A part of a delivery that costs something, at the rate of its accrual. */
export function partOf(delivery: Delivery, documentMinor: bigint): RepricedPart {
  const { deliveryId, amountMinor, liquidatedMinor, documentMinor: whole } = delivery;
  const sign = documentMinor < 0n ? -1n : 1n;
  const minor = isRest(delivery, documentMinor)
    ? -openAccrualOf(delivery)
    : sign * boundedShare(delivery, documentMinor);
  const share = (amount: bigint): bigint => sign * proportion(amount, size(documentMinor), whole);
  return {
    ...{ deliveryId, minor, documentMinor },
    liquidatedMinor: amountMinor === liquidatedMinor ? minor : share(liquidatedMinor),
    liquidatedDocumentMinor: share(delivery.liquidatedDocumentMinor),
  };
}

const isRest = (delivery: Delivery, documentMinor: bigint): boolean =>
  -documentMinor === openOf(delivery);

function boundedShare(delivery: Delivery, documentMinor: bigint): bigint {
  const part = proportion(delivery.amountMinor, size(documentMinor), delivery.documentMinor);
  return documentMinor < 0n ? minimum(part, openAccrualOf(delivery)) : part;
}

const isOpposite = (one: Delivery, part: RepricedPart): boolean =>
  !one.reversed && openOf(one) >= part.documentMinor && openAccrualOf(one) >= part.minor;

/** The exact opposite of a repricing; undefined if its goods are paid or returned by now. */
export function oppositeOf(commitment: Commitment, repricing: Repricing): Repricing | undefined {
  const { parts, committedMinor, committedDocumentMinor } = repricing;
  const there = parts.every((part) =>
    commitment.deliveries.some(
      (one) => one.deliveryId === part.deliveryId && isOpposite(one, part),
    ),
  );
  const isOpen =
    committedDocumentMinor === 0n ||
    (commitment.status === 'committed' &&
      commitment.documentOpenMinor >= committedDocumentMinor &&
      commitment.openMinor >= committedMinor);
  if (!there || !isOpen) return undefined;
  return {
    parts: parts.map((part) => ({
      deliveryId: part.deliveryId,
      minor: -part.minor,
      documentMinor: -part.documentMinor,
      liquidatedMinor: -part.liquidatedMinor,
      liquidatedDocumentMinor: -part.liquidatedDocumentMinor,
    })),
    committedMinor: -committedMinor,
    committedDocumentMinor: -committedDocumentMinor,
  };
}
