import { businessDateSchema, monthSchema } from '@tamani/kernel';
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

export const periodBody = z
  .strictObject({ month: monthSchema, reason: perhapsReason })
  .meta({ id: 'NewFiscalPeriod' });
