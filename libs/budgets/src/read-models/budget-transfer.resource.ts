import { moneyJson, personSchema, signedMoneySchema } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { donorConsentSchema } from '../domain/budget-transfer/budget-transfer.events.js';
import {
  transferStatuses,
  type BudgetTransferState,
} from '../domain/budget-transfer/budget-transfer.state.js';

const person = personSchema.nullable();

export const budgetTransferSchema = resourceSchema('BudgetTransfer', {
  reference: z.string(),
  status: z.enum(transferStatuses).meta({ id: 'BudgetTransferStatus' }),
  fromLineId: z.string(),
  toLineId: z.string(),
  amount: signedMoneySchema,
  purpose: z.string(),
  donorConsent: donorConsentSchema.nullable(),
  transferredOn: z.string().nullable(),
  requestedBy: person,
  approvedBy: person,
  reason: z.string().nullable().meta({ description: 'Why it was rejected or withdrawn' }),
  refusal: z.string().nullable().meta({ description: 'The code with which a line refused it' }),
});

/** A budget transfer as returned by the API. */
export const renderBudgetTransfer = (state: BudgetTransferState) => ({
  reference: state.reference,
  status: state.status,
  fromLineId: state.fromLineId,
  toLineId: state.toLineId,
  amount: moneyJson(state.amountMinor, state.currency),
  purpose: state.purpose,
  donorConsent: state.donorConsent,
  transferredOn: state.transferredOn || null,
  requestedBy: state.requester ?? null,
  approvedBy: state.approver ?? null,
  reason: state.reason,
  refusal: state.refusal?.code ?? null,
});
