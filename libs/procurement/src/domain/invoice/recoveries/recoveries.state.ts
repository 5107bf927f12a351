import { sumMinor } from '@tamani/kernel';
import { paidLineOf, type PaidLine } from '../credits/credits.state.js';
import type { InvoiceEventData } from '../invoice.events.js';

/** A part of an advance that pays the invoice. */
export interface AdvanceRecovery {
  /** Of the advance. */
  readonly paymentId: string;
  readonly lines: readonly PaidLine[];
}
interface Recovered {
  readonly recoveries: readonly AdvanceRecovery[];
}

/** With what the order has set off of one of its advances. */
export const withRecovery = <S extends Recovered>(
  state: S,
  { paymentId, lines }: InvoiceEventData<'InvoiceAdvanceRecovered'>,
): S => ({
  ...state,
  recoveries: [...state.recoveries, { paymentId, lines: lines.map(paidLineOf) }],
});

/** What it has recovered of advances, in all. */
export const recoveredOf = ({ recoveries }: Recovered): bigint =>
  sumMinor(recoveries.flatMap((one) => one.lines).map((line) => line.amountMinor));
