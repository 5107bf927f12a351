import { businessDateSchema, fieldCode, positiveMoneySchema } from '@tamani/kernel';
import { dateOrToday, EXAMPLE_ID, idText, reasonText, text } from '@tamani/nest';
import { z } from 'zod';
import { transferAmount } from './bank.schemas.js';

const guarantee = z
  .strictObject({
    issuer: text(200, 'Banque de Bamako'),
    number: text(80, 'GAR-2026-071'),
    amount: positiveMoneySchema,
    validUntil: businessDateSchema,
  })
  .meta({ id: 'NewGuarantee', description: 'A bank’s guarantee of an advance' });

const amount = { amount: '290000', currency: 'XOF' };

/** One of each kind: a body with every field would be refused. */
const EXAMPLES = [
  { invoiceId: EXAMPLE_ID, amount },
  { kind: 'advance', purchaseOrderId: EXAMPLE_ID, amount },
];

/** An advance names its order, every other payment its invoice. */
export const paymentBody = z
  .strictObject({
    kind: z.enum(['invoice', 'advance']).optional().meta({ description: 'Default: invoice' }),
    invoiceId: idText.optional().meta({ description: 'Of what is paid, unless it is an advance' }),
    purchaseOrderId: idText.optional().meta({ description: 'Of an advance' }),
    amount: positiveMoneySchema,
    guarantee: guarantee.optional().meta({ description: 'Of an advance' }),
  })
  .refine(({ kind, ...of }) => (kind === 'advance') === (of.purchaseOrderId !== undefined), {
    error: fieldCode('payment_order_of_advance'),
    path: ['purchaseOrderId'],
  })
  .refine(({ kind, ...of }) => (kind === 'advance') === (of.invoiceId === undefined), {
    error: fieldCode('payment_invoice_of_others'),
    path: ['invoiceId'],
  })
  .refine(({ kind, ...of }) => kind === 'advance' || of.guarantee === undefined, {
    error: fieldCode('payment_guarantee_of_advance'),
    path: ['guarantee'],
  })
  .meta({ id: 'NewPayment', examples: EXAMPLES });

export const releaseBody = z.strictObject({ valueDate: dateOrToday });
export const confirmBody = z.strictObject({
  bankReference: text(120, 'VIR-2026-118'),
  transferAmount: transferAmount('payments'),
});
export const returnPaymentBody = z.strictObject({ reason: reasonText, effectiveAt: dateOrToday });
