import {
  currencySchema,
  monthSchema,
  personSchema,
  rateSchema,
  type EventOf,
} from '@tamani/kernel';
import { z } from 'zod';

/** Units of the currency per unit of the table's base. */
export const currencyRateSchema = z.strictObject({
  currency: currencySchema,
  rate: rateSchema,
});
export type CurrencyRate = z.output<typeof currencyRateSchema>;

const tableSchema = z.strictObject({
  month: monthSchema,
  base: z.string().length(3),
  source: z.string(),
  rates: z.array(currencyRateSchema).min(1),
  version: z.int().min(1),
  /** Whether a rate is far from the month before, and that is known. */
  acknowledged: z.boolean(),
  /** Of a correction, or of what was acknowledged; else empty. */
  reason: z.string(),
  by: personSchema,
});

export const rateTableEvents = {
  RateTablePublished: { schemaVersion: 1, data: tableSchema },
  /** Applies to later postings; earlier ones keep their rate. */
  RateTableCorrected: { schemaVersion: 1, data: tableSchema },
} as const;
export type RateTableEvent = EventOf<typeof rateTableEvents>;
