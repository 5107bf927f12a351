import { rounded } from '../amounts.js';

export interface Delivery {
  readonly id: string;
  /** Since when it is as much as it is. */
  date: string;
  document: bigint;
  accrued: bigint;
  liquidated: bigint;
  liquidatedDocument: bigint;
  settledDocument: bigint;
  settled: bigint;
}

/** What the price of an order changes by, at its own rate. */
export type Liquidated = Pick<Delivery, 'liquidated' | 'liquidatedDocument'>;

export const openOf = (one: Delivery): bigint => one.document - one.settledDocument;

/** At the rate of its accrual; its order had been of that price from the beginning. */
export function reprice(delivery: Delivery, document: bigint): Liquidated {
  const share = (amount: bigint): bigint => rounded(amount * document, delivery.document);
  const rest = delivery.accrued - delivery.settled;
  const isLast = -document === openOf(delivery);
  const lower = share(delivery.accrued) < -rest ? -rest : share(delivery.accrued);
  const accrued = isLast ? -rest : lower;
  const liquidated =
    delivery.accrued === delivery.liquidated ? accrued : share(delivery.liquidated);
  return add(delivery, { document, accrued, liquidated }, share(delivery.liquidatedDocument));
}

/** Of one that had cost nothing: at the rate of its order. */
export const firstPrice = (delivery: Delivery, document: bigint, minor: bigint): Liquidated =>
  add(delivery, { document, accrued: minor, liquidated: minor }, document);

function add(
  delivery: Delivery,
  { document, accrued, liquidated }: Pick<Delivery, 'document' | 'accrued' | 'liquidated'>,
  liquidatedDocument: bigint,
): Liquidated {
  delivery.document += document;
  delivery.accrued += accrued;
  delivery.liquidated += liquidated;
  delivery.liquidatedDocument += liquidatedDocument;
  return { liquidated, liquidatedDocument };
}
