import { fiscalYearSchema, moneySchema, personSchema } from '@tamani/kernel';
import { z } from 'zod';
import { codingSchema, idSchema } from '../../shared/vocabulary.js';
import { contextSchema, dateField, movedSchema, signedMovedSchema } from './event-parts.js';

const withReason = contextSchema.extend({ reason: z.string(), by: personSchema });
const statusSpec = { schemaVersion: 1, data: withReason } as const;
const explained = { reason: z.string(), by: personSchema };

/** The line's life cycle and allotment. */
export const lineEvents = {
  BudgetLineDrafted: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      title: z.string(),
      currency: z.string().length(3),
      coding: codingSchema.extend({ fiscalYear: fiscalYearSchema }),
      by: personSchema,
    }),
  },
  BudgetLineOpened: statusSpec,
  BudgetLineSoftClosed: statusSpec,
  BudgetLineClosed: statusSpec,
  BudgetLineFrozen: statusSpec,
  BudgetLineUnfrozen: statusSpec,
  FundsAllotted: { schemaVersion: 1, data: movedSchema.extend(explained) },
  /** `amount` is the change, `allotted` the new total. */
  AllotmentRevised: {
    schemaVersion: 1,
    data: signedMovedSchema.extend({ ...explained, allotted: moneySchema }),
  },
  /** Deliveries may exceed the available funds up to a cap, until a date. */
  OverrunAuthorised: {
    schemaVersion: 1,
    data: contextSchema.extend({
      ...explained,
      cap: moneySchema,
      expiresOn: dateField,
      authority: z.string(),
    }),
  },
  /** Allotment moved to the line of the next year. */
  FundsCarriedOut: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...explained, carryOverId: idSchema, toLineId: idSchema }),
  },
  FundsCarriedIn: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...explained, carryOverId: idSchema, fromLineId: idSchema }),
  },
} as const;
