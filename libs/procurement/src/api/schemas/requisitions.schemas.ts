import { businessDateSchema, positiveMoneySchema, positiveQuantitySchema } from '@tamani/kernel';
import { z } from 'zod';
import { spendClasses } from '../../domain/shared/document.js';
import { idText, linesOf, text } from './parts.schemas.js';

const line = z.strictObject({
  description: text(),
  spendClass: z.enum(spendClasses),
  unit: text(30),
  quantity: positiveQuantitySchema,
  unitPrice: positiveMoneySchema,
  budgetLineId: idText,
});

export const requisitionBody = z.strictObject({
  title: text(200),
  neededBy: businessDateSchema,
  lines: linesOf(line),
});
export type RequisitionBody = z.output<typeof requisitionBody>;

export const submitBody = z.strictObject({
  effectiveAt: businessDateSchema.optional().meta({ description: 'Left out, it is today' }),
});
export type SubmitBody = z.output<typeof submitBody>;

export const returnBody = z.strictObject({ comments: text(2000) });
export type ReturnBody = z.output<typeof returnBody>;
