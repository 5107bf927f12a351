import {
  fiscalYearSchema,
  moneySchema,
  monthSchema,
  personSchema,
  refusalSchema,
} from '@tamani/kernel';
import { z } from 'zod';
import { codingSchema, idSchema } from '../../shared/vocabulary.js';
import { contextSchema, dateField, movedSchema, signedMovedSchema } from './event-parts.js';

const withReason = contextSchema.extend({ reason: z.string(), by: personSchema });
const statusSpec = { schemaVersion: 1, data: withReason } as const;
const explained = { reason: z.string(), by: personSchema };
const allotmentId = { allotmentId: idSchema };
const transferId = { transferId: idSchema };
/** How an allotment came about. */
const allotmentKind = { kind: z.enum(['allotment', 'revision', 'transfer']) };

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
  /** Asks for the key of the line: `opening` until it is claimed or refused. */
  BudgetLineOpeningRequested: {
    schemaVersion: 1,
    data: withReason.extend({ reference: z.string() }),
  },
  BudgetLineOpened: statusSpec,
  /** Another open line has the key; a draft again. */
  BudgetLineOpeningRefused: {
    schemaVersion: 1,
    data: contextSchema.extend({ reason: z.string(), refusal: refusalSchema }),
  },
  BudgetLineSoftClosed: statusSpec,
  BudgetLineClosed: statusSpec,
  BudgetLineFrozen: statusSpec,
  BudgetLineUnfrozen: statusSpec,
  /**
   * A month is to be closed. A posting that was decided while the month was open, and is not
   * written yet, meets this event, and is decided again.
   */
  PostingsFenced: {
    schemaVersion: 1,
    data: contextSchema.extend({ month: monthSchema, closing: z.int().min(1) }),
  },
  /** Asks a guard beyond the line for more allotment; nothing has moved yet. */
  AllotmentRequested: {
    schemaVersion: 1,
    data: contextSchema.extend({
      ...explained,
      ...allotmentId,
      ...allotmentKind,
      amount: moneySchema,
      allottedOn: dateField,
      contributionId: idSchema.nullable(),
      /** Of a transfer, whose id is the allotment's: where it comes from. */
      transfer: z
        .strictObject({
          reference: z.string(),
          fromLineId: idSchema,
          fromProjectId: idSchema.nullable(),
        })
        .nullable(),
      /** Who is asked now. */
      guard: z.enum(['contribution', 'project']),
    }),
  },
  AllotmentRefused: {
    schemaVersion: 1,
    data: contextSchema.extend({
      ...allotmentId,
      ...allotmentKind,
      /** The contribution that had granted it, and takes it back. */
      contributionId: idSchema.nullable(),
      refusal: refusalSchema,
    }),
  },
  FundsAllotted: {
    schemaVersion: 1,
    data: movedSchema.extend({
      ...explained,
      ...allotmentId,
      contributionId: idSchema.nullable(),
    }),
  },
  /** `amount` is the change, `allotted` the new total. */
  AllotmentRevised: {
    schemaVersion: 1,
    data: signedMovedSchema.extend({
      ...explained,
      ...allotmentId,
      allotted: moneySchema,
      /** What contributions get back, in the currency of the line. */
      givenBack: z.array(
        z.strictObject({ ...allotmentId, contributionId: idSchema, amount: moneySchema }),
      ),
    }),
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
  /** Held on the source until the destination has it. */
  TransferHeld: {
    schemaVersion: 1,
    data: movedSchema.extend({
      ...explained,
      ...transferId,
      toLineId: idSchema,
      heldOn: dateField,
    }),
  },
  TransferRefused: {
    schemaVersion: 1,
    data: contextSchema.extend({ ...transferId, refusal: refusalSchema }),
  },
  TransferHoldReleased: { schemaVersion: 1, data: movedSchema.extend(transferId) },
  FundsTransferredOut: {
    schemaVersion: 1,
    data: movedSchema.extend({
      ...transferId,
      toLineId: idSchema,
      toProjectId: idSchema.nullable(),
    }),
  },
  FundsTransferredIn: {
    schemaVersion: 1,
    data: movedSchema.extend({ ...explained, ...transferId, fromLineId: idSchema }),
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
