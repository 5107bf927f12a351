import { moneyJson } from '@tamani/kernel';
import { z } from 'zod';
import {
  agreedAdvance,
  outstandingOf,
  totalOf,
} from '../../domain/purchase-order/advance/advance.state.js';
import type { OrderState } from '../../domain/purchase-order/order.state.js';
import { idField, moneyField } from './parts.js';

/** What an order allows to be paid in advance, and how it stands. */
export const advanceSchema = z
  .object({
    percent: z.string(),
    agreed: moneyField,
    recovered: moneyField,
    reclaimed: moneyField.meta({
      description: 'What the vendor was asked to pay back: see `/v1/receivables`',
    }),
    outstanding: moneyField.meta({
      description: 'Set aside or paid, neither recovered nor reclaimed',
    }),
    paymentIds: z.array(idField),
  })
  .nullable()
  .meta({ description: 'What may be paid in advance; null if nothing' });

export function advanceJson(state: OrderState) {
  const { advanceTerms, advances, currency } = state;
  if (!advanceTerms) return null;
  const recovered = advances.flatMap((one) => one.recoveries.flatMap(({ lines }) => lines));
  return {
    percent: advanceTerms.percent,
    agreed: moneyJson(agreedAdvance(state), currency),
    recovered: moneyJson(totalOf(recovered), currency),
    reclaimed: moneyJson(totalOf(advances.flatMap((one) => one.reclaimed)), currency),
    outstanding: moneyJson(outstandingOf(state), currency),
    paymentIds: advances.map((one) => one.paymentId),
  };
}
