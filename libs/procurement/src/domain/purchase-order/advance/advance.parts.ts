import { businessDateSchema, moneySchema } from '@tamani/kernel';
import { z } from 'zod';

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
