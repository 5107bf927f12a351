import { rounded } from '../amounts.js';

export interface Delivery {
  readonly id: string;
  /** Since when it is as much as it is. */
  date: string;
  document: bigint;
  accrued: bigint;
  liquidated: bigint;
  liquidatedDocument: bigint;
  /** What it costs by invoices and credit notes beyond the order's price. */
  repriced: bigint;
  settledDocument: bigint;
  settled: bigint;
}

export const openOf = (one: Delivery): bigint => one.document - one.settledDocument;

/** At the rate of its accrual; its order had been of that price from the beginning. */
export function reprice(delivery: Delivery, document: bigint, isOfInvoice = true) {
  const share = (amount: bigint): bigint => rounded(amount * document, delivery.document);
  const rest = delivery.accrued - delivery.settled;
  const isLast = -document === openOf(delivery);
  const lower = share(delivery.accrued) < -rest ? -rest : share(delivery.accrued);
  const accrued = isLast ? -rest : lower;
  const liquidated =
    delivery.accrued === delivery.liquidated ? accrued : share(delivery.liquidated);
  const liquidatedDocument = share(delivery.liquidatedDocument);
  delivery.document += document;
  delivery.accrued += accrued;
  delivery.liquidated += liquidated;
  delivery.liquidatedDocument += liquidatedDocument;
  if (isOfInvoice) delivery.repriced += document;
  return { liquidated, liquidatedDocument };
}
