import { businessDateSchema, fieldCode } from '@tamani/kernel';
import { text } from '@tamani/nest';
import { z } from 'zod';

export const optionalText = (max: number, example: string) =>
  text(max, example).nullable().default(null);
export const optionalDate = businessDateSchema.nullable().default(null);

const perhapsReason = z
  .string()
  .trim()
  .max(2000)
  .default('')
  .meta({
    examples: ['The books of the month are complete'],
  });

/** An action with an optional reason. */
export const perhapsReasonBody = z.strictObject({ reason: perhapsReason });

/** The books are kept for the months of this century. */
const bookMonth = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, { error: fieldCode('month_outside_books') })
  .meta({ description: 'YYYY-MM, from 2000-01 to 2099-12', examples: ['2026-09'] });

export const periodBody = z
  .strictObject({ month: bookMonth, reason: perhapsReason })
  .meta({ id: 'NewFiscalPeriod' });
