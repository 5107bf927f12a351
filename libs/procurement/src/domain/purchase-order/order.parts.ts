import { businessDateSchema, moneySchema, quantitySchema, signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, lineNumberSchema, spendClassSchema } from '../shared/document.js';

/** Pieces of the events of a purchase order. */
export const orderKinds = ['goods', 'services', 'printing', 'works'] as const;
export const orderKindSchema = z.enum(orderKinds).meta({ id: 'OrderKind' });
export const awardMethodSchema = z.enum(['low_value', 'direct']).meta({ id: 'AwardMethod' });

export const orderLineSchema = z.strictObject({
  orderLine: lineNumberSchema,
  requisitionLine: lineNumberSchema,
  description: z.string(),
  spendClass: spendClassSchema,
  unit: z.string(),
  budgetLineId: idSchema,
  /** The order line of the year before, if this is what was still to come of it. */
  carriedFrom: lineNumberSchema.optional(),
  quantity: quantitySchema,
  unitPrice: moneySchema,
  /** quantity × unit price, rounded half up once. */
  amount: moneySchema,
});

/** How the vendor was chosen. A waiver explains why no offers were requested. */
export const awardSchema = z.strictObject({
  method: awardMethodSchema,
  waiverReason: z.string().optional(),
});
export type Award = z.output<typeof awardSchema>;

export const approvalSchema = z.int().min(1);

export const commitmentLineSchema = z.strictObject({
  budgetLineId: idSchema,
  amount: moneySchema,
  estimate: moneySchema,
  lastOfReservation: z.boolean(),
});

/** Why one budget line refused. */
export const shortfallSchema = z.strictObject({
  budgetLineId: idSchema,
  code: z.string(),
  shortfall: moneySchema,
});
export type Shortfall = z.output<typeof shortfallSchema>;

export const orderLineQuantitySchema = z.strictObject({
  orderLine: lineNumberSchema,
  quantity: quantitySchema,
});

export const receivedLineSchema = orderLineQuantitySchema.extend({ amount: moneySchema });

export const deliveryLineSchema = z.strictObject({
  budgetLineId: idSchema,
  amount: moneySchema,
});

/** The order itself has changed, in what is still to come; or the price of its goods has. */
export const adjustmentPurposeSchema = z.enum(['amendment', 'price']);
export const adjustmentLineSchema = z.strictObject({
  budgetLineId: idSchema,
  /** Of what was accepted: signed, in the order's currency. */
  accepted: signedMoneySchema,
  /** The same of what is still to come. */
  open: signedMoneySchema,
});

/** Invoices of the order to match again after this event. */
export const rematchSchema = z.array(idSchema);

/** The ways in which an order's commitment ends. */
export const endSchema = z.strictObject({
  reference: z.string(),
  requisitionId: idSchema,
  vendorId: idSchema,
  effectiveAt: businessDateSchema,
  budgetLineIds: z.array(idSchema),
});
