import { businessDateSchema, positiveMoneySchema, positiveQuantitySchema } from '@tamani/kernel';
import { dateOrToday, idText, linesOf, prose, text } from '@tamani/nest';
import { z } from 'zod';
import { spendClassSchema } from '../../domain/shared/document.js';

const line = z.strictObject({
  description: text(500, 'Laptop computer, 16 GB'),
  spendClass: spendClassSchema,
  unit: text(30, 'each'),
  quantity: positiveQuantitySchema,
  unitPrice: positiveMoneySchema,
  budgetLineId: idText,
});

export const requisitionBody = z
  .strictObject({
    title: text(200, 'Computers for the border posts of Ménaka'),
    neededBy: businessDateSchema,
    lines: linesOf(line),
  })
  .meta({ id: 'NewRequisition' });

export const submitBody = z.strictObject({ effectiveAt: dateOrToday });
export const returnBody = z.strictObject({
  effectiveAt: dateOrToday,
  comments: prose(2000, 'Say which posts they are for'),
});
