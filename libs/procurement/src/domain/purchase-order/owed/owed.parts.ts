export interface OrderLineAmount {
  readonly orderLine: number;
  readonly amountMinor: bigint;
}
/** Why a vendor owes: goods sent back, a lower price, or goods that never came. */
export const owedCauses = ['receipt', 'credit_note', 'advance'] as const;
export interface OwedCause {
  readonly kind: (typeof owedCauses)[number];
  readonly id: string;
}

/** A receivable as its order sees it. */
export interface Owed {
  readonly receivableId: string;
  readonly cause: OwedCause;
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
