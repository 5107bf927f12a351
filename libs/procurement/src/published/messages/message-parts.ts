import { businessDateSchema, signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';

/** Pieces of the messages of `procurement.events.v1`. Amounts are in the document's currency. */
export const idSchema = z.string().min(1);
export const dateSchema = businessDateSchema;
export const moneyJsonSchema = signedMoneySchema;

/** A document's request to one budget line: the sum of its lines on it. */
export const budgetAmountSchema = z.object({ budgetLineId: idSchema, amount: moneyJsonSchema });

/** Why another document refused this one's request. */
export { lapseReasonSchema, refusalSchema } from '../../domain/shared/document.js';

/** Who acted, and on whose authority if delegated. */
export { personSchema } from '@tamani/kernel';

/** Why one budget line refused. */
export { shortfallSchema } from '../../domain/purchase-order/order.parts.js';
