import { minorOf, type Person } from '@tamani/kernel';
import { paidLineOf, type PaidLine } from '../credits/credits.state.js';
import type { InvoiceEventData } from '../invoice.events.js';

/** A payment's part of the invoice; a cancelled or returned one is not kept. */
export interface PaymentAllocation {
  readonly paymentId: string;
  readonly paymentReference: string;
  readonly amountMinor: bigint;
  readonly lines: readonly PaidLine[];
  readonly by: Person;
  readonly settled: boolean;
  /** Of an offset: what the vendor owed. No payment has its id. */
  readonly receivableId: string | null;
}

/** Event form of an allocation to state form. */
export const paymentOf = (data: InvoiceEventData<'PaymentAllocated'>): PaymentAllocation => ({
  paymentId: data.paymentId,
  paymentReference: data.paymentReference,
  amountMinor: minorOf(data.amount),
  lines: data.lines.map(paidLineOf),
  by: data.by,
  settled: false,
  receivableId: data.receivableId ?? null,
});
