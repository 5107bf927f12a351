import { beforeEach, describe, expect, test } from '@jest/globals';
import { derivedId, fold, type Command, type DomainEvent } from '@tamani/kernel';
import type { Aggregate } from '@tamani/runtime';
import { openedPurchase } from '../../testing/opened-purchase.js';
import { xof } from '../../testing/purchase-flow.js';
import { invoice } from '../domain/invoice/invoice.decide.js';
import type { InvoiceEvent } from '../domain/invoice/invoice.events.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import type { OrderEvent } from '../domain/purchase-order/order.events.js';
import { invoiceAggregate } from '../facts/billing/invoice.facts.js';
import { paymentAggregate } from '../facts/billing/payment.facts.js';
import { receiptAggregate } from '../facts/receipt.facts.js';
import { requisitionAggregate } from '../facts/requisition.facts.js';

const { app, flow, vendor } = await openedPurchase();

/** Somebody with several roles, who acts where another has acted under the same name. */
describe('duties over the whole chain', () => {
  let line = '';
  let count = 1;
  const today = '2026-11-25';

  beforeEach(async () => {
    line = await app.budgets.line(`BL-2026-000${(count += 1)}`);
  });

  /** The code of the refusal; undefined if it was accepted. */
  async function refused<S, C extends Command, E extends DomainEvent, F>(
    of: Aggregate<S, C, E, F>,
    id: string,
    command: NoInfer<C>,
  ): Promise<string | undefined> {
    const commandId = derivedId('test-duty', String((count += 1)));
    const cause = { correlationId: commandId, causationId: commandId };
    const actor = { id: 'somebody', roles: [] };
    const context = { commandId, requestHash: '', actor, ...cause };
    const result = await app.runtime.commands.execute(of, id, command, context);
    return result.ok ? undefined : result.error.code;
  }
  const issued = async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    return flow.issued(requisition, vendor, [[1, '100', 278_400]]);
  };
  const invoiceBy = (id: string, purchaseOrderId: string) =>
    ({
      type: 'RegisterInvoice',
      ...{ reference: 'INV-2026-9999', vendorId: vendor, number: `F-${count}`, purchaseOrderId },
      lines: [{ orderLine: 1, quantity: '40', unitPrice: xof(278_400) }],
      ...{ invoicedOn: '2026-10-20', by: { id }, today },
    }) as const;

  test('who registered goods that nobody has posted may not register the invoice', async () => {
    const order = await issued();
    await flow.inspected(order, { '1': '40' });
    expect(await refused(invoiceAggregate, 'new-1', invoiceBy('receiver', order))).toBe(
      'segregation_receiver_registers_invoice',
    );
    expect(await refused(invoiceAggregate, 'new-2', invoiceBy('someone-else', order))).toBe(
      undefined,
    );
  });

  /** A receipt and an invoice of one order, registered at the same moment. */
  async function bothAtOnce(receiver: string, clerk: string) {
    const order = await issued();
    const n = (count += 1);
    const [invoiceId, receiptId] = [`both-invoice-${n}`, `both-receipt-${n}`];
    const receive = {
      type: 'RegisterReceipt',
      ...{ reference: `REC-${n}`, purchaseOrderId: order, deliveredOn: '2026-10-13' },
      ...{ lines: [{ orderLine: 1, quantity: '1' }], by: { id: receiver }, today },
    } as const;
    const codes = await Promise.all([
      refused(receiptAggregate, receiptId, receive),
      refused(invoiceAggregate, invoiceId, { ...invoiceBy(clerk, order), number: `N-${n}` }),
    ]);
    expect(codes).toEqual([undefined, undefined]);
    await app.settled();
    const { parties } = fold(purchaseOrder, await events<OrderEvent>(purchaseOrder, order));
    const { status } = fold(invoice, await events<InvoiceEvent>(invoice, invoiceId));
    const had = parties.map(({ duty, person }) => `${duty} ${person.id}`);
    return { had, status };
  }
  async function events<E extends DomainEvent>(of: { readonly category: string }, id: string) {
    const stored = await app.runtime.ports.store.readStream(`${of.category}-${id}`);
    return stored.map(({ type, data }) => ({ type, data: JSON.parse(data) as unknown })) as E[];
  }

  test('of two acts at the same moment that exclude each other, the order lets one through', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { had, status } = await bothAtOnce('moussa', 'moussa');
      const one = ['receiver moussa', 'clerk moussa'].filter((act) => had.includes(act));
      expect(one).toHaveLength(1);
      expect(status === 'rejected').toBe(one[0] === 'receiver moussa');
    }
    const { had, status } = await bothAtOnce('moussa', 'issa');
    expect(had).toEqual(expect.arrayContaining(['receiver moussa', 'clerk issa']));
    expect(status).toBe('exception');
  });

  test('who drafted an order may not certify or submit the requisition when it comes back', async () => {
    const requisition = await flow.certified({ [line]: 290_000 });
    await flow.made(flow.order(requisition, vendor, [[1, '100', 278_400]]));
    const path = `requisitions/${requisition}`;
    await flow.done(app.act('certifying-officer', `${path}/return`, { comments: 'Two lines' }));
    const buyer = { id: 'buyer' };
    const submit = { type: 'SubmitRequisition', effectiveAt: '2026-09-16', by: buyer, today };
    expect(await refused(requisitionAggregate, requisition, submit as never)).toBe(
      'segregation_buyer_requests',
    );
    await flow.done(app.act('requisitioner', `${path}/submit`, { effectiveAt: '2026-09-16' }));
    await app.settled();
    const certify = { type: 'CertifyRequisition', by: { id: 'awa', onBehalfOf: 'buyer' } } as const;
    expect(await refused(requisitionAggregate, requisition, certify)).toBe(
      'segregation_buyer_certifies',
    );
  });

  test('who received goods may not prepare a payment, and who prepared one may not receive', async () => {
    const order = await issued();
    await flow.received(order, { '1': '40' });
    const of = { vendorId: vendor, purchaseOrderId: order, number: 'F-40' };
    const { id } = await flow.made(flow.invoice(of, [[1, '40', 278_400]]));
    await flow.done(app.act('certifying-officer', `invoices/${id}/approve`));
    await app.settled();
    const prepare = (by: string) =>
      ({
        type: 'PreparePayment',
        ...{ reference: 'PAY-2026-9999', invoiceId: id, amount: xof(1_000), by: { id: by }, today },
      }) as const;
    expect(await refused(paymentAggregate, 'pay-1', prepare('receiver'))).toBe(
      'segregation_receiver_registers_invoice',
    );
    const body = { invoiceId: id, amount: xof(1_000) };
    await flow.made(app.post('invoice-clerk', 'payments', body));
    const receive = {
      type: 'RegisterReceipt',
      ...{ reference: 'REC-2026-9999', purchaseOrderId: order, deliveredOn: '2026-10-13' },
      ...{ lines: [{ orderLine: 1, quantity: '1' }], by: { id: 'invoice-clerk' }, today },
    } as const;
    expect(await refused(receiptAggregate, 'rec-1', receive)).toBe('segregation_clerk_receives');
  });
});
