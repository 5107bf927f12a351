import { businessDateSchema, moneySchema, type BusinessDate } from '@tamani/kernel';
import { z } from 'zod';
import type { LineAmount } from '../../shared/amounts.js';

/** What an order allows to be paid before the goods: a share of its total. */
export const advanceTermsSchema = z.strictObject({
  /** Per cent of the order's total, up to three decimals. */
  percent: z.string().regex(/^(0|[1-9]\d{0,2})(\.\d{1,3})?$/),
});
export type AdvanceTerms = z.output<typeof advanceTermsSchema>;

/** A bank's promise to give the money back if the vendor does not deliver. */
export const guaranteeSchema = z.strictObject({
  issuer: z.string(),
  number: z.string(),
  amount: moneySchema,
  validUntil: businessDateSchema,
});
export type Guarantee = z.output<typeof guaranteeSchema>;

/** What an invoice has recovered of an advance. */
export interface Recovery {
  readonly invoiceId: string;
  readonly lines: readonly (LineAmount & { readonly orderLine: number })[];
}

/** An advance of an order; a cancelled or returned one is removed. */
export interface Advance {
  readonly paymentId: string;
  readonly lines: readonly LineAmount[];
  readonly guarantee: Guarantee | null;
  /** Since the order let it leave. */
  readonly valueDate: BusinessDate | null;
  /** Confirmed by the bank. */
  readonly paid: boolean;
  readonly recoveries: readonly Recovery[];
  /** What the vendor has to pay back, because the goods do not come. */
  readonly reclaimed: readonly LineAmount[];
}
