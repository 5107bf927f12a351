import { positiveMoneySchema, positiveQuantitySchema } from '@tamani/kernel';
import { dateOrToday, idText, lineNumber, linesOf, text } from '@tamani/nest';
import { z } from 'zod';
import { awardMethodSchema, orderKindSchema } from '../../domain/purchase-order/order.parts.js';

const line = z.strictObject({
  requisitionLine: lineNumber,
  quantity: positiveQuantitySchema,
  unitPrice: positiveMoneySchema,
});

const award = z.strictObject({
  method: awardMethodSchema,
  waiverReason: text(2000, 'Only one authorised dealer in the country').optional(),
});

export const changeOrderBody = z.strictObject({ lines: linesOf(line), award });

export const orderBody = z
  .strictObject({
    kind: orderKindSchema,
    vendorId: idText,
    requisitionId: idText,
    ...changeOrderBody.shape,
  })
  .meta({ id: 'NewPurchaseOrder' });

export const approveOrderBody = z.strictObject({ effectiveAt: dateOrToday });
export const closeOrderBody = z.strictObject({ effectiveAt: dateOrToday });
