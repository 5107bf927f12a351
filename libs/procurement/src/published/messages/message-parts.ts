import { businessDateSchema, signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';

/** Pieces of the messages of `procurement.events.v1`. Amounts are in the document's currency. */
export const idSchema = z.string().min(1);
export const dateSchema = businessDateSchema;
export const moneyJsonSchema = signedMoneySchema;

/** What a document asks of one budget line: its lines on that budget line are summed. */
export const budgetAmountSchema = z.object({ budgetLineId: idSchema, amount: moneyJsonSchema });

/** Why another document refused what this one asked of it. */
export { refusalSchema } from '../../domain/shared/document.js';

/** Who acted, and whose authority was used by delegation. */
export { personSchema } from '@tamani/kernel';
