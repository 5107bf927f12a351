import { describe, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { orderWithAdvance, paidAhead } from '../../../../testing/advances/events.js';
import { claimed, invoiceEvents, people, recorded, xof } from '../../../../testing/purchase.js';
import { purchaseOrder } from '../../purchase-order/order.decide.js';
import type { OrderEvent } from '../../purchase-order/order.events.js';
import { invoice } from '../invoice.decide.js';

const spec = givenWhenThen(invoice);
const { registered } = invoiceEvents;
const by = people.clerk;
const billed = [recorded('r1', 40), claimed('invoice-1', 40)];
const on = (...events: readonly OrderEvent[]) => ({
  id: 'invoice-1',
  order: fold(purchaseOrder, [...orderWithAdvance, ...events]),
  tolerance: { percent: '0', amount: xof(0) },
});
const approve = { type: 'ApproveInvoice', by: people.certifier, today: '2026-10-22' } as const;
const accept = { type: 'AcceptPrice' } as const;
const recovery = (francs: number): OrderEvent => ({
  type: 'AdvanceRecovered',
  data: {
    ...{ paymentId: 'p1', invoiceId: 'invoice-1', effectiveAt: '2026-10-22' },
    lines: [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(francs) }],
  },
});

describe('an invoice of an order that allows an advance', () => {
  const asking = spec.given([registered]).when(approve, on(...billed));
  const history = [registered, ...asking.events()];
  const recovered = (francs: number) => [...billed, ...paidAhead('p1', francs), recovery(francs)];
  const set = (francs: number) => spec.given(history).when(accept, on(...recovered(francs)));

  test('asks its order when it is approved, also at the order’s price', () => {
    asking.thenLike([{ type: 'InvoiceApprovalRequested' }]);
    spec
      .given(history)
      .when(accept, on(...billed))
      .thenLike([{ type: 'InvoiceApproved' }]);
  });

  test('is payable less what it has recovered', () => {
    const part = set(1_000_000);
    part.thenLike([
      { type: 'InvoiceAdvanceRecovered', data: { paymentId: 'p1' } },
      { type: 'InvoiceApproved', data: { total: xof(11_136_000) } },
    ]);
    const pay = (francs: number) =>
      spec.given([...history, ...part.events()]).when(
        {
          ...{ type: 'AllocatePayment', paymentId: 'p2', paymentReference: 'PAY-2' },
          ...{ amount: xof(francs), by, today: '2026-11-02' },
        },
        { vendor: { vendor: null, screeningDays: 90 } },
      );
    pay(10_136_001).thenLike([{ type: 'PaymentAllocationRefused' }]);
  });

  test('that the advance covers in whole needs no payment: it is paid', () => {
    const whole = set(11_136_000);
    whole.thenLike([
      { type: 'InvoiceAdvanceRecovered' },
      { type: 'InvoiceApproved' },
      { type: 'InvoicePaid' },
    ]);
    whole.thenState({ status: 'paid' });
  });

  test('stays approved when its goods go back meanwhile: what does not match is owed', () => {
    const gone: OrderEvent = {
      type: 'ReceiptWithdrawn',
      data: {
        ...{ receiptId: 'r1', effectiveAt: '2026-10-22', reason: 'x', rematch: [] },
        by: people.receiver,
      },
    };
    const late = spec.given(history).when(accept, on(...recovered(1_000_000), gone));
    late.thenLike([
      { type: 'InvoiceAdvanceRecovered' },
      { type: 'InvoiceApproved' },
      { type: 'InvoiceReceivableChanged', data: { exceptions: [{ kind: 'missing_receipt' }] } },
    ]);
    late.thenState({ status: 'approved_for_payment' });
  });

  test('is neither disputed, rejected nor cancelled any more', () => {
    const approved = [...history, ...set(1_000_000).events()];
    for (const type of ['RejectInvoice', 'CancelInvoice', 'DisputeInvoice'] as const) {
      spec.given(approved).when({ type, reason: 'x', by }).thenRejected('invoice_has_recoveries');
    }
  });
});
