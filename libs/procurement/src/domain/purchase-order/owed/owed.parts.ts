export interface OrderLineAmount {
  readonly orderLine: number;
  readonly amountMinor: bigint;
}
/** A receivable as its order sees it. */
export interface Owed {
  readonly receivableId: string;
  /** For goods that were sent back; else for a lower price. */
  readonly ofGoods: boolean;
  /** Open, without what is set aside. */
  readonly lines: readonly OrderLineAmount[];
  readonly aside: { readonly endingId: string; readonly lines: readonly OrderLineAmount[] } | null;
}
/** What a claim loses of an order line: the cash or the credit, and what is claimed less. */
export interface ClaimPart extends OrderLineAmount {
  /** Thousandths. */
  readonly quantity: bigint;
  readonly claimedMinor: bigint;
  readonly orderedMinor: bigint;
}
/** Cash of an invoice's payments that was refunded, offset or written off. */
export interface EndedPart extends OrderLineAmount {
  readonly invoiceId: string;
}
