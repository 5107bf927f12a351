import { businessDateSchema, positiveMoneySchema, positiveQuantitySchema } from '@tamani/kernel';
import { z } from 'zod';
import { orderKinds } from '../../domain/purchase-order/order.parts.js';
import { idText, lineNumber, linesOf, text } from './parts.schemas.js';

const line = z.strictObject({
  requisitionLine: lineNumber,
  quantity: positiveQuantitySchema,
  unitPrice: positiveMoneySchema,
});

const award = z.strictObject({
  method: z.enum(['direct', 'low_value']),
  waiverReason: text(2000).optional(),
});

export const changeOrderBody = z.strictObject({ lines: linesOf(line), award });
export type ChangeOrderBody = z.output<typeof changeOrderBody>;

export const orderBody = z.strictObject({
  kind: z.enum(orderKinds),
  vendorId: idText,
  requisitionId: idText,
  ...changeOrderBody.shape,
});
export type OrderBody = z.output<typeof orderBody>;

export const approveOrderBody = z.strictObject({
  effectiveAt: businessDateSchema.optional().meta({ description: 'Left out, it is today' }),
});
export type ApproveOrderBody = z.output<typeof approveOrderBody>;
