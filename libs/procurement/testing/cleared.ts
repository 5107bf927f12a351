import type { OrderEvent } from '../src/domain/purchase-order/order.events.js';
import { xof } from './people.js';

/** The unit price of the order's line. */
const PRICE = 278_400;

/** A payment of so many units of the order's line, which has left. */
export const cleared = (
  units: number,
  { paymentId = 'p1', invoiceId = 'i1', valueDate = '2026-11-05' } = {},
): OrderEvent => ({
  type: 'PaymentCleared',
  data: {
    ...{ paymentId, invoiceId, valueDate },
    lines: [{ orderLine: 1, amount: xof(units * PRICE) }],
    parties: [],
  },
});
