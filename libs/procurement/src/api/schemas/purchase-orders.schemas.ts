import {
  moneySchema,
  positiveMoneySchema,
  positiveQuantitySchema,
  quantitySchema,
} from '@tamani/kernel';
import { dateOrToday, idText, lineNumber, linesOf, prose, reasonText } from '@tamani/nest';
import { z } from 'zod';
import { awardMethodSchema, orderKindSchema } from '../../domain/purchase-order/order.parts.js';

const line = z.strictObject({
  requisitionLine: lineNumber,
  quantity: positiveQuantitySchema,
  unitPrice: positiveMoneySchema,
});

const award = z.strictObject({
  method: awardMethodSchema,
  waiverReason: prose(2000, 'Only one authorised dealer in the country').optional(),
});

const advance = z
  .strictObject({
    percent: z
      .string()
      .regex(/^(0|[1-9]\d{0,2})(\.\d{1,3})?$/)
      .meta({ examples: ['30'] }),
  })
  .meta({
    id: 'AdvanceTerms',
    description: 'Share of the total that may be paid before the goods',
  });

export const changeOrderBody = z.strictObject({
  lines: linesOf(line),
  award,
  advance: advance.optional(),
});

export const orderBody = z
  .strictObject({
    kind: orderKindSchema,
    vendorId: idText,
    requisitionId: idText,
    ...changeOrderBody.shape,
  })
  .meta({ id: 'NewPurchaseOrder' });

export const approveOrderBody = z.strictObject({ effectiveAt: dateOrToday });
const change = z
  .strictObject({
    orderLine: lineNumber,
    quantity: quantitySchema.optional(),
    unitPrice: moneySchema.optional(),
  })
  .meta({ description: 'What is left out stays' });
export const amendmentBody = z
  .strictObject({ lines: linesOf(change), reason: reasonText })
  .meta({ id: 'NewAmendment' });
export const approveAmendmentBody = z.strictObject({ effectiveAt: dateOrToday });
export const shortCloseBody = z
  .strictObject({ orderLine: lineNumber, reason: reasonText, effectiveAt: dateOrToday })
  .meta({ id: 'ShortClose' });
export const carryOverBody = z
  .strictObject({
    lines: linesOf(z.strictObject({ from: idText, to: idText })).meta({
      description: 'From each budget line to the same line of the next financial year',
    }),
    reason: reasonText,
    effectiveAt: dateOrToday,
  })
  .meta({ id: 'OrderCarryOver' });
export const closeOrderBody = z.strictObject({ effectiveAt: dateOrToday });
