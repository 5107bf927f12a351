import { fieldCode, monthSchema } from '@tamani/kernel';
import { prose, reasonText, text } from '@tamani/nest';
import { z } from 'zod';
import { currencyRateSchema } from '../../domain/rate-table/rate-table.events.js';
import { FUNCTIONAL_CURRENCY } from '../../domain/shared/vocabulary.js';

const acknowledged = z.boolean().optional().meta({
  description: 'A rate is far from the month before (rate_change_percent), and that is right',
});

const table = {
  acknowledged,
  source: text(500, 'UN operational rates of exchange'),
  rates: z.array(currencyRateSchema).min(1).max(200),
};

export const rateTableBody = z
  .strictObject({
    month: monthSchema,
    base: z.literal(FUNCTIONAL_CURRENCY, { error: fieldCode('rate_base_unsupported') }),
    ...table,
    reason: prose(2000, 'The devaluation of 11 January').optional().meta({
      description: 'Needed with acknowledged',
    }),
  })
  .meta({ id: 'NewRateTable' });

export const correctionBody = z.strictObject({ ...table, reason: reasonText });
