import type { Call } from '@tamani/nest';
import { emptyBody } from '@tamani/nest';
import type { z } from 'zod';
import {
  amendmentBody,
  approveAmendmentBody,
  carryOverBody,
  shortCloseBody,
} from '../schemas/purchase-orders.schemas.js';

/** Changes of an issued order; there is one proposed amendment at a time. */
export const amendments = {
  amendments: {
    body: amendmentBody,
    roles: ['buyer'],
    summary: 'Propose other quantities or prices for an issued order',
    description:
      'The award approver decides (`approve-amendment`); the version in force stays until then.',
    command: (body: z.output<typeof amendmentBody>, { by, today }: Call) => ({
      type: 'ProposeAmendment' as const,
      ...{ ...body, by, today },
    }),
  },
  'approve-amendment': {
    body: approveAmendmentBody,
    roles: ['award-approver'],
    summary: 'Approve the proposed amendment',
    description:
      'Checked as the order was; budgets is asked for the difference, and the order is `adjusting` until it answers.',
    command: ({ effectiveAt }: z.output<typeof approveAmendmentBody>, { by, today }: Call) => ({
      type: 'ApproveAmendment' as const,
      ...{ effectiveAt: effectiveAt ?? today, by, today },
    }),
  },
  'withdraw-amendment': {
    body: emptyBody,
    roles: ['buyer', 'award-approver'],
    summary: 'Withdraw the proposed amendment',
    command: (_: unknown, { by, today }: Call) => ({
      type: 'WithdrawAmendment' as const,
      ...{ by, today },
    }),
  },
  'short-close': {
    body: shortCloseBody,
    roles: ['buyer'],
    summary: 'Give up the undelivered rest of an order line',
    description: 'Its commitment is released. An order without open lines is fully received.',
    command: ({ effectiveAt, ...body }: z.output<typeof shortCloseBody>, { by, today }: Call) => ({
      type: 'ShortCloseLine' as const,
      ...{ ...body, effectiveAt: effectiveAt ?? today, by, today },
    }),
  },
  'carry-over': {
    body: carryOverBody,
    roles: ['buyer'],
    summary: 'Carry what is still to come over to the next financial year',
    description:
      'The commitment keeps its order, rate and date. What was accepted stays on its order lines; the rest is on new ones. Budgets is asked for all lines, and the order is `adjusting` until it answers.',
    command: ({ effectiveAt, ...body }: z.output<typeof carryOverBody>, { by, today }: Call) => ({
      type: 'CarryOrderOver' as const,
      ...{ ...body, effectiveAt: effectiveAt ?? today, by, today },
    }),
  },
} as const;
