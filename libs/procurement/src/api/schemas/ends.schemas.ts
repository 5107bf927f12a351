import { dateOrToday, reasonText } from '@tamani/nest';
import { z } from 'zod';

/** Why and when a document ends, with what it holds released on that date. */
export const endBody = z
  .strictObject({ reason: reasonText, effectiveAt: dateOrToday })
  .meta({ id: 'End' });
