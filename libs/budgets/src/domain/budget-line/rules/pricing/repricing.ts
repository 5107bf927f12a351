import { proportion } from '@tamani/kernel';
import type { Commitment, Delivery, RepricedPart } from '../../state/budget-line.state.js';
import { minimum } from '../rule-parts.js';
import { openOf, openAccrualOf } from '../payment/settlement.js';
import { reduction } from './adjust.rules.js';
import type { RepriceDeliveries } from '../../budget-line.commands.js';

/** What changes if the price of an order's goods changes by an amount. */
export interface Repricing {
  readonly parts: readonly RepricedPart[];
  readonly committedMinor: bigint;
  readonly committedDocumentMinor: bigint;
  /** What returned goods of a terminated order had been repriced by: nothing is open for it. */
  readonly endedDocumentMinor: bigint;
  /** For which there are neither goods nor open funds, in the document's currency. */
  readonly leftDocumentMinor: bigint;
  readonly priceOf: PriceOf;
}
export type PriceOf = RepriceDeliveries['priceOf'];

const isLess = (amount: bigint): boolean => amount < 0n;
const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/**
 * First, of an invoice's price, what returned goods had been repriced by, the other way round; then
 * the deliveries that are not paid, in proportion to what is unpaid of each, at the rate of the
 * accrual.
 */
export function repricingOf(commitment: Commitment, change: bigint, priceOf: PriceOf): Repricing {
  const sign = change < 0n ? -1n : 1n;
  const open = priceOf === 'invoice' ? committedPart(commitment, change) : none;
  const committed = {
    committedMinor: sign * open.minor,
    committedDocumentMinor: sign * open.documentMinor,
    endedDocumentMinor: sign * open.endedDocumentMinor,
  };
  const deliveries = commitment.deliveries.filter((one) => openOf(one) > 0n);
  const unpaid = deliveries.reduce((sum, one) => sum + openOf(one), 0n);
  const wanted = size(change) - open.documentMinor - open.endedDocumentMinor;
  const most = sign < 0n || unpaid === 0n ? minimum(wanted, unpaid) : wanted;
  const parts = spread(deliveries, { most, unpaid, sign });
  return { ...committed, parts, leftDocumentMinor: wanted - most, priceOf };
}

/** Of what is open in the commitment; of a terminated order nothing is, and nothing is moved. */
function committedPart(commitment: Commitment, change: bigint) {
  const { repricedOpenDocumentMinor: pool, amountMinor, documentMinor: whole } = commitment;
  if (pool === 0n || isLess(pool) === isLess(change)) return none;
  const most = minimum(size(change), size(pool));
  if (change < 0n && commitment.status === 'terminated') {
    return { ...none, endedDocumentMinor: most };
  }
  if (change > 0n) {
    const minor = whole === 0n ? 0n : proportion(amountMinor, most, whole);
    return { ...none, minor, documentMinor: whole === 0n ? 0n : most };
  }
  const documentMinor = minimum(most, commitment.documentOpenMinor);
  return { ...none, minor: reduction(commitment, documentMinor), documentMinor };
}

const none = { minor: 0n, documentMinor: 0n, endedDocumentMinor: 0n };

function spread(
  deliveries: readonly Delivery[],
  of: { readonly most: bigint; readonly unpaid: bigint; readonly sign: 1n | -1n },
): readonly RepricedPart[] {
  let { most, unpaid } = of;
  const parts: RepricedPart[] = [];
  for (const delivery of deliveries) {
    const part = proportion(most, openOf(delivery), unpaid);
    most -= part;
    unpaid -= openOf(delivery);
    if (part > 0n) parts.push(partOf(delivery, of.sign * part));
  }
  return parts;
}

/** A part of a delivery, at the rate of its accrual. */
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
export function oppositeOf(
  commitment: Commitment,
  repricing: Omit<Repricing, 'leftDocumentMinor'>,
): Repricing | undefined {
  const { parts, committedMinor, committedDocumentMinor } = repricing;
  const there = parts.every((part) =>
    commitment.deliveries.some(
      (one) => one.deliveryId === part.deliveryId && isOpposite(one, part),
    ),
  );
  const open =
    commitment.documentOpenMinor >= committedDocumentMinor &&
    commitment.openMinor >= committedMinor;
  if (!there || !open) return undefined;
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
    endedDocumentMinor: -repricing.endedDocumentMinor,
    leftDocumentMinor: 0n,
    priceOf: repricing.priceOf,
  };
}
