import { moneyJson, signedMoneySchema } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { originSchema } from '../domain/contribution/contribution.events.js';
import type { ContributionState } from '../domain/contribution/contribution.state.js';

const money = signedMoneySchema;
const date = z.string();

export const contributionSchema = resourceSchema('Contribution', {
  reference: z.string(),
  status: z
    .enum(['registered', 'pledged', 'agreed', 'partially_received', 'received', 'closed'])
    .meta({ id: 'ContributionStatus' }),
  donor: z.string().nullable(),
  title: z.string(),
  fund: z.string().nullable(),
  projectId: z.string().nullable(),
  donorReference: z.string().nullable(),
  origin: originSchema.nullable(),
  currency: z.string(),
  amount: money.meta({ description: 'The pledged amount, or the first one recorded' }),
  pledgedOn: date.nullable(),
  agreed: money.nullable(),
  agreedOn: date.nullable(),
  agreementReference: z.string().nullable(),
  received: money,
  outstanding: money.meta({ description: 'Agreed and not received' }),
  receipts: z.array(
    z.strictObject({
      receipt: z.int(),
      amount: money,
      receivedOn: date,
      bankReference: z.string().nullable(),
    }),
  ),
  allotted: money.meta({ description: 'What budget lines have of it, in its own currency' }),
  allotments: z.array(z.strictObject({ budgetLineId: z.string(), amount: money })),
  closeReason: z.string().nullable(),
});

/** A contribution as returned by the API. */
export function renderContribution(state: ContributionState) {
  const json = (minor: bigint) => moneyJson(minor, state.currency);
  const { agreedOn, agreedMinor, receivedMinor } = state;
  return {
    reference: state.reference,
    status: state.status,
    donor: state.donor,
    title: state.title,
    fund: state.fund,
    projectId: state.projectId,
    donorReference: state.donorReference,
    origin: state.origin,
    currency: state.currency,
    amount: json(state.pledgedMinor),
    pledgedOn: state.pledgedOn,
    agreed: agreedOn === null ? null : json(agreedMinor),
    agreedOn,
    agreementReference: state.agreementReference,
    received: json(receivedMinor),
    outstanding: json(agreedOn === null ? 0n : agreedMinor - receivedMinor),
    ...partsJson(state),
    closeReason: state.closeReason,
  };
}

/** What it is received in, and what budget lines have of it. */
function partsJson({ receipts, allotments, allottedMinor, currency }: ContributionState) {
  const json = (minor: bigint) => moneyJson(minor, currency);
  return {
    receipts: receipts.map(({ amountMinor, ...receipt }) => ({
      ...receipt,
      amount: json(amountMinor),
    })),
    allotted: json(allottedMinor),
    allotments: allotments.map(({ budgetLineId, amountMinor }) => ({
      budgetLineId,
      amount: json(amountMinor),
    })),
  };
}
