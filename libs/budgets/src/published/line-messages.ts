import { signedMoneySchema } from '@tamani/kernel';
import { z } from 'zod';
import {
  budgetLineEvents,
  lineStatuses,
  type BudgetLineEventType,
} from '../domain/budget-line/budget-line.events.js';
import {
  bucketSchema,
  moneyEventTypes,
  type MoneyEventType,
} from '../domain/budget-line/movements.js';
import { codingSchema, idSchema } from '../domain/shared/vocabulary.js';

/** One movement of money, signed. */
export const movementSchema = z.object({
  bucket: bucketSchema,
  /** In the currency of the budget line. */
  amount: signedMoneySchema,
  /** The same in the document's currency; null without a document. */
  documentAmount: signedMoneySchema.nullable(),
});

/** Requests, refusals and holds: others wait for them, and nothing has moved. */
const silentTypes = [
  'ReservationRejected',
  'CommitmentRejected',
  'CommitmentAdjustmentRejected',
  'RepricingRejected',
  'CommitmentCarryOutRejected',
  'CommitmentCarryInRejected',
  'WriteOffRejected',
  'DeliveryHeld',
  'HeldDeliveryWithdrawn',
  'OverrunAuthorised',
  'PostingsFenced',
  'AllotmentRequested',
  'AllotmentRefused',
  'TransferRefused',
] as const satisfies readonly BudgetLineEventType[];
type SilentType = (typeof silentTypes)[number];
export type PublishedLineType = MoneyEventType | SilentType;

/** A domain event's data as published: line and movements, without the person. */
type Shape<T extends PublishedLineType> = Omit<
  z.output<(typeof budgetLineEvents)[T]['data']>,
  'by'
> & {
  readonly budgetLineId: string;
} & (T extends MoneyEventType
    ? { readonly movements: readonly z.output<typeof movementSchema>[] }
    : unknown);

type LineMessages = {
  readonly [T in PublishedLineType as `budgets.${T}.v1`]: z.ZodType<Shape<T>>;
};

const publishedSchema = (type: PublishedLineType, moves: boolean): z.ZodType => {
  const { by: _, ...shape } = budgetLineEvents[type].data.shape as Record<string, z.ZodType>;
  const movements = moves ? { movements: z.array(movementSchema).min(1) } : {};
  return z.object({ ...shape, budgetLineId: idSchema, ...movements });
};

const schemas = [
  ...moneyEventTypes.map((type) => [`budgets.${type}.v1`, publishedSchema(type, true)] as const),
  ...silentTypes.map((type) => [`budgets.${type}.v1`, publishedSchema(type, false)] as const),
];

/** Every event of a budget line that moves money, or refuses to; key: the budget line's id. */
export const moneyMessages = Object.fromEntries(schemas) as unknown as LineMessages;

/** The line itself; key: its id. */
export const lineMessages = {
  'budgets.BudgetLineDrafted.v1': z.object({
    budgetLineId: idSchema,
    reference: z.string(),
    title: z.string(),
    currency: z.string(),
    coding: codingSchema,
  }),
  /** Asks for the key of the line. */
  'budgets.BudgetLineOpeningRequested.v1': z.object({
    budgetLineId: idSchema,
    reference: z.string(),
    coding: codingSchema,
  }),
  'budgets.BudgetLineStatusChanged.v1': z.object({
    budgetLineId: idSchema,
    coding: codingSchema,
    status: z.enum(lineStatuses),
    reason: z.string(),
  }),
} as const;
