import { positiveMoneySchema } from '@tamani/kernel';
import { dateOrToday, idText, reasonText, text } from '@tamani/nest';
import { z } from 'zod';

export const paymentBody = z
  .strictObject({ invoiceId: idText, amount: positiveMoneySchema })
  .meta({ id: 'NewPayment' });

export const releaseBody = z.strictObject({ valueDate: dateOrToday });
export const confirmBody = z.strictObject({ bankReference: text(120, 'VIR-2026-118') });
export const returnPaymentBody = z.strictObject({ reason: reasonText, effectiveAt: dateOrToday });
