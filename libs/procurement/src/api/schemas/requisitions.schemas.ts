import { businessDateSchema, positiveMoneySchema, positiveQuantitySchema } from '@tamani/kernel';
import { z } from 'zod';
import { spendClasses } from '../../domain/shared/document.js';
import { id, linesOf, text } from './parts.schemas.js';

const line = z.strictObject({
  description: text('description_required'),
  spendClass: z.enum(spendClasses, { error: 'spend_class_unknown' }),
  unit: text('unit_required', 30),
  quantity: positiveQuantitySchema,
  unitPrice: positiveMoneySchema,
  budgetLineId: id('budget_line_required'),
});

export const requisitionBody = z.strictObject({
  title: text('title_required', 200),
  neededBy: businessDateSchema,
  lines: linesOf(line),
});
export type RequisitionBody = z.output<typeof requisitionBody>;

export const submitBody = z.strictObject({
  effectiveAt: businessDateSchema.optional().meta({ description: 'Left out, it is today' }),
});
export type SubmitBody = z.output<typeof submitBody>;

export const returnBody = z.strictObject({ comments: text('comments_required', 2000) });
export type ReturnBody = z.output<typeof returnBody>;
