import { businessDateSchema, moneySchema, refusalSchema } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema } from '../domain/shared/vocabulary.js';

const transfer = { transferId: idSchema };
const order = {
  ...transfer,
  reference: z.string(),
  fromLineId: idSchema,
  toLineId: idSchema,
  amount: moneySchema,
  reason: z.string(),
  transferredOn: businessDateSchema,
};
const refused = { refusal: refusalSchema };

/** The steps of a budget transfer that one of its lines has to answer; key: its id. */
export const transferMessages = {
  'budgets.BudgetTransferApproved.v1': z.object(order),
  'budgets.BudgetTransferHeld.v1': z.object({ ...order, fromProjectId: idSchema.nullable() }),
  'budgets.BudgetTransferCredited.v1': z.object({ ...order, toProjectId: idSchema.nullable() }),
  'budgets.BudgetTransferNotCredited.v1': z.object({ ...order, ...refused }),
} as const;
