import type { BusinessDate, Rejection, Result } from '@tamani/kernel';
import { advancePayableProblem, type AdvancingOrder } from './payment.advance.js';
import { clearanceProblem, type Billed } from './payment.clearance.js';
import type { PaymentState } from './payment.state.js';

export interface BilledFacts {
  /** The invoice with its order, or the order of an advance; the refusal if one is missing. */
  readonly billed: Result<Billed | AdvancingOrder, Rejection>;
}

/** Certified and approved only if it could still be paid, apart from accruals not known yet. */
export const payableProblem = (
  paymentId: string,
  state: PaymentState,
  billed: BilledFacts['billed'],
): Rejection | undefined =>
  billed.ok ? paymentProblem({ paymentId, state, valueDate: null }, billed.value) : billed.error;

interface Paying {
  readonly paymentId: string;
  readonly state: PaymentState;
  /** Null before its release. */
  readonly valueDate: BusinessDate | null;
}

/** Why the order would not clear the payment now, of an invoice or in advance. */
export const paymentProblem = (
  { paymentId, state, valueDate }: Paying,
  billed: Billed | AdvancingOrder,
): Rejection | undefined =>
  'tolerance' in billed
    ? clearanceProblem({ ...paidOf(state), paymentId, valueDate }, billed)
    : advancePayableProblem({ paymentId, state, date: valueDate ?? state.requestedOn }, billed);

const paidOf = ({ invoiceId, lines }: PaymentState) => ({ invoiceId: invoiceId ?? '', lines });
