import {
  minorOf,
  quantityOf,
  type BusinessDate,
  type MoneyJson,
  type Person,
  type QuantityJson,
} from '@tamani/kernel';
import type { Refusal } from '../../shared/document.js';
import type { Shortfall } from '../order.parts.js';

export const amendmentStatuses = [
  'proposed',
  'adjusting',
  'approved',
  'refused',
  'withdrawn',
] as const;
export type AmendmentStatus = (typeof amendmentStatuses)[number];

/** What is agreed of a line. Thousandths, and minor units. */
export interface Terms {
  readonly quantity: bigint;
  readonly unitPriceMinor: bigint;
}
export interface ChangedLine {
  readonly orderLine: number;
  readonly before: Terms;
  readonly after: Terms;
}
/** A request to budgets. */
export interface Adjustment {
  readonly adjustmentId: string;
  readonly purpose: 'amendment' | 'price';
}
/** A change of an issued order. A short close gives up the rest of a line. */
export interface Amendment {
  readonly number: number;
  readonly kind: 'amendment' | 'short_close';
  readonly status: AmendmentStatus;
  readonly lines: readonly ChangedLine[];
  readonly reason: string;
  readonly by: Person;
  readonly approver?: Person | undefined;
  readonly effectiveAt?: BusinessDate | undefined;
  /** The request that budgets has not answered yet. */
  readonly pending?: Adjustment | undefined;
  /** While the first of two requests is taken back: why the second was refused. */
  readonly takesBack?: readonly Shortfall[] | undefined;
  readonly refusal?: Refusal | undefined;
  readonly rejections: readonly Shortfall[];
}

type TermsJson = { readonly quantity: QuantityJson; readonly unitPrice: MoneyJson };

/** Event form of a change to state form. */
export const changedLineOf = (line: {
  readonly orderLine: number;
  readonly before: TermsJson;
  readonly after: TermsJson;
}): ChangedLine => ({
  orderLine: line.orderLine,
  before: termsOf(line.before),
  after: termsOf(line.after),
});

const termsOf = ({ quantity, unitPrice }: TermsJson): Terms => ({
  quantity: quantityOf(quantity),
  unitPriceMinor: minorOf(unitPrice),
});

/** The amendment that is proposed, or waits for an answer; there is one at a time. */
export const openAmendment = (state: {
  readonly amendments: readonly Amendment[];
}): Amendment | undefined =>
  state.amendments.find(({ status }) => status === 'proposed' || status === 'adjusting');
