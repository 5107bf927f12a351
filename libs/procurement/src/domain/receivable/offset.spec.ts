import { describe, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  accrued,
  claimed,
  invoiceEvents,
  issuedOrder,
  people,
  recorded,
  xof,
} from '../../../testing/purchase.js';
import { invoice } from '../invoice/invoice.decide.js';
import type { InvoiceEvent } from '../invoice/invoice.events.js';
import { purchaseOrder } from '../purchase-order/order.decide.js';
import type { OrderEvent } from '../purchase-order/order.events.js';
import { receivable } from './receivable.decide.js';
import type { ReceivableEvent } from './receivable.events.js';

const spec = givenWhenThen(receivable);
const today = '2026-11-20';
const whole = 40 * 278_400;
const opened = (change: object = {}): ReceivableEvent => ({
  type: 'ReceivableOpened',
  data: {
    ...{ reference: 'PO-2026-0009-R1', vendorId: 'vendor-1', purchaseOrderId: 'order-9' },
    ...{ currency: 'XOF', cause: { kind: 'receipt', id: 'r9' }, arisenOn: '2026-11-10' },
    lines: [{ orderLine: 1, budgetLineId: 'line-9', amount: xof(99_000_000) }],
    ...change,
  },
});
const offset = (francs: number, effectiveAt = today) =>
  ({
    type: 'OffsetReceivable',
    ...{ amount: xof(francs), invoiceId: 'invoice-1', effectiveAt, by: people.clerk, today },
  }) as const;

/** An approved invoice of 40, of an order with these events. */
function against(events: readonly OrderEvent[], ...more: readonly InvoiceEvent[]) {
  const { registered, approved } = invoiceEvents;
  return {
    ...{ id: 'receivable-1', dateProblem: null },
    against: {
      state: fold(invoice, [registered, approved, ...more]),
      order: fold(purchaseOrder, [...issuedOrder, ...events]),
      tolerance: { percent: '0', amount: { amount: '0.00', currency: 'USD' } },
    },
  };
}
const delivered = [recorded('r1', 40), claimed('invoice-1', 40), accrued('r1')];

describe('an offset against another invoice', () => {
  const given = spec.given([opened()]);

  test('asks for its part, of an approved invoice of the same vendor', () => {
    given.when(offset(whole), against(delivered)).thenLike([{ type: 'OffsetRequested' }]);
    spec
      .given([opened({ vendorId: 'vendor-2' })])
      .when(offset(1), against(delivered))
      .thenRejected('offset_of_other_vendor');
    given.when(offset(1), { ...against(delivered), against: null }).thenRejected('invoice_unknown');
  });

  test('is within what is open of the invoice', () => {
    given
      .when(offset(whole + 1), against(delivered))
      .thenRejected('payment_exceeds_invoice', { left: String(whole) });
  });

  test('pays nothing that its order would not let leave', () => {
    const held = [recorded('r1', 40), claimed('invoice-1', 40)];
    given.when(offset(whole), against(held)).thenRejected('delivery_not_accrued');
  });

  test('is not dated before the receivable', () => {
    given
      .when(offset(1, '2026-11-09'), against(delivered))
      .thenRejected('date_before_previous_step');
  });
});
