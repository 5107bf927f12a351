import { fiscalYearSchema, moneySchema, personSchema } from '@tamani/kernel';
import { z } from 'zod';
import { codingSchema, idSchema } from '../../shared/vocabulary.js';
import { contextSchema, dateField, movedSchema, signedMovedSchema } from './event-parts.js';

const withReason = contextSchema.extend({ reason: z.string(), by: personSchema });
const statusSpec = { schemaVersion: 1, data: withReason } as const;
const explained = { reason: z.string(), by: personSchema };

/** The line's own life, and what is allotted to it. */
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
  /** `amount` is the change, `allotted` what it comes to. */
  AllotmentRevised: {
    schemaVersion: 1,
    data: signedMovedSchema.extend({ ...explained, allotted: moneySchema }),
  },
  /** Deliveries may exceed what is available by so much, until a date. */
  OverrunAuthorised: {
    schemaVersion: 1,
    data: contextSchema.extend({
      ...explained,
      cap: moneySchema,
      expiresOn: dateField,
      authority: z.string(),
    }),
  },
  /** Allotment that goes to the line of the next year. */
  FundsCarriedOut: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...explained, carryOverId: idSchema, toLineId: idSchema }),
  },
  FundsCarriedIn: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...explained, carryOverId: idSchema, fromLineId: idSchema }),
  },
} as const;
