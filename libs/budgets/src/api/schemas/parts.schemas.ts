import { businessDateSchema, monthSchema } from '@tamani/kernel';
import { proseOrEmpty, text } from '@tamani/nest';
import { z } from 'zod';

export const optionalText = (max: number, example: string) =>
  text(max, example).nullable().default(null);
export const optionalDate = businessDateSchema.nullable().default(null);

const perhapsReason = proseOrEmpty(2000, 'The books of the month are complete').default('');

/** An action with an optional reason. */
export const perhapsReasonBody = z.strictObject({ reason: perhapsReason });

export const periodBody = z
  .strictObject({ month: monthSchema, reason: perhapsReason })
  .meta({ id: 'NewFiscalPeriod' });
