import { fieldCode, monthSchema } from '@tamani/kernel';
import { reasonText, text } from '@tamani/nest';
import { z } from 'zod';
import { currencyRateSchema } from '../../domain/rate-table/rate-table.events.js';
import { FUNCTIONAL_CURRENCY } from '../../domain/shared/vocabulary.js';

const table = {
  source: text(500, 'UN operational rates of exchange'),
  rates: z.array(currencyRateSchema).min(1).max(200),
};

export const rateTableBody = z
  .strictObject({
    month: monthSchema,
    base: z.literal(FUNCTIONAL_CURRENCY, { error: fieldCode('rate_base_unsupported') }),
    ...table,
  })
  .meta({ id: 'NewRateTable' });

export const correctionBody = z.strictObject({ ...table, reason: reasonText });
