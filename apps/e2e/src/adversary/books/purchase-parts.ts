import type { Money } from './amounts.js';

export interface OrderedLine {
  readonly orderLine: number;
  readonly quantity: string;
  readonly unitPrice: Money;
  readonly amount: Money;
  readonly requisitionLine: number;
}
export interface Line {
  readonly orderLine: number;
  readonly quantity: string;
  readonly unitPrice: Money;
  readonly amount: Money;
}
export interface Requested {
  readonly line: number;
  readonly quantity: string;
}
interface Accepted {
  readonly orderLine: number;
  readonly quantity: string;
}
export interface Receipt {
  readonly orderId: string;
  readonly accepted: readonly Accepted[];
}
export interface Invoice {
  readonly orderId: string;
  readonly lines: readonly Line[];
  readonly isApproved: boolean;
}
/** What an order pays before the goods. */
export interface Ahead {
  readonly orderId: string;
  readonly amount: bigint;
  readonly isOut: boolean;
}
export interface Payment {
  readonly orderId: string;
  readonly invoiceId: string;
  readonly amount: bigint;
}

export interface Gone {
  readonly creditNoteId?: string;
  readonly invoiceId: string;
  readonly orderLine: number;
  readonly quantity: string;
  readonly amount: Money;
  readonly claimed: Money;
}
