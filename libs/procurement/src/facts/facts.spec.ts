import { describe, expect, test } from '@jest/globals';
import { rateTableId } from '@tamani/budgets/published';
import { fold } from '@tamani/kernel';
import type { FactReader } from '@tamani/runtime';
import {
  invoiceEvents,
  issuedOrder,
  orderEvents,
  people,
  receiptEvents,
  requisitionEvents,
  vendorEvents,
  xof,
} from '../../testing/purchase.js';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { initialPayment } from '../domain/payment/payment.state.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { receipt } from '../domain/receipt/receipt.decide.js';
import { requisition } from '../domain/requisition/requisition.decide.js';
import { vendorAwards } from '../domain/vendor-awards/vendor-awards.decide.js';
import { vendor } from '../domain/vendor/vendor.decide.js';
import { orderAggregate } from './order.facts.js';
import { paymentAggregate } from './payment.facts.js';
import { receiptAggregate } from './receipt.facts.js';

type Streams = Readonly<Record<string, unknown>>;
/** Reads the states given by the test, by id; other streams do not exist. */
const reading = (streams: Streams): FactReader => ({
  state: async ({ category }, id) =>
    (category === vendorAwards.category ? null : (streams[id] ?? null)) as never,
});

const { created, submitted, reserved, certified } = requisitionEvents;
const known: Streams = {
  'requisition-1': fold(requisition, [created, submitted, reserved, certified]),
  'vendor-1': fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
  'order-1': fold(purchaseOrder, issuedOrder),
  'invoice-1': fold(invoice, [invoiceEvents.registered, invoiceEvents.approved]),
};
const rates = { month: '2026-09', base: 'USD', version: 1, rates: { XOF: '580' } };
const withRates: Streams = { ...known, [rateTableId('USD', '2026-09')]: rates };
const without = (streams: Streams, id: string): Streams => ({ ...streams, [id]: undefined });
const today = '2026-09-20';

describe('an order', () => {
  const create = {
    type: 'CreateOrder',
    reference: 'PO-2026-0001',
    kind: 'goods',
    vendorId: 'vendor-1',
    requisitionId: 'requisition-1',
    lines: [{ requisitionLine: 1, quantity: '100', unitPrice: xof(278_400) }],
    award: { method: 'direct', waiverReason: 'Only one dealer' },
    by: people.buyer,
    today,
  } as const;
  const decided = async (streams: Streams) => {
    const { decider, facts } = orderAggregate;
    const found = await facts.CreateOrder(create, decider.initial, reading(streams), 'order-1');
    return decider.decide(create, decider.initial, { id: 'order-1', ...found });
  };
  const refused = (code: string) => ({ ok: false, error: { code } });

  test('is created with a requisition, a vendor and a rate', async () => {
    expect(await decided(withRates)).toMatchObject({ ok: true });
  });

  test('is refused if one of them is missing', async () => {
    expect(await decided(known)).toMatchObject({
      error: { code: 'rate_missing', params: { from: 'XOF', to: 'USD', month: '2026-09' } },
    });
    const strange = await decided(without(withRates, 'vendor-1'));
    expect(strange).toMatchObject(refused('vendor_unknown'));
    const baseless = await decided(without(withRates, 'requisition-1'));
    expect(baseless).toMatchObject(refused('requisition_unknown'));
  });

  test('is not approved without a rate, though its budget line needs none', async () => {
    const state = fold(purchaseOrder, [orderEvents.created]);
    const asked = { effectiveAt: '2026-09-20', by: people.approver, today };
    const approve = { type: 'ApproveOrder', ...asked } as const;
    const approval = async (streams: Streams) => {
      const { decider, facts } = orderAggregate;
      const found = await facts.ApproveOrder(approve, state, reading(streams), 'order-1');
      return decider.decide(approve, state, { id: 'order-1', ...found });
    };
    expect(await approval(withRates)).toMatchObject({ ok: true });
    expect(await approval(known)).toMatchObject(refused('rate_missing'));
    expect(await approval(without(withRates, 'vendor-1'))).toMatchObject(refused('vendor_unknown'));
    const baseless = await approval(without(withRates, 'requisition-1'));
    expect(baseless).toMatchObject(refused('requisition_unknown'));
  });

  test('counts only a receipt that waits for it', async () => {
    const record = { type: 'RecordReceipt', receiptId: 'r1', by: people.receiver, today } as const;
    const order = fold(purchaseOrder, issuedOrder);
    const facts = async (streams: Streams) =>
      orderAggregate.facts.RecordReceipt(record, order, reading(streams), 'order-1');
    expect(await facts(known)).toEqual({ delivery: null });
    const { registered, inspected } = receiptEvents;
    const r1 = fold(receipt, [registered, inspected]);
    expect(await facts({ ...known, r1 })).toEqual({ delivery: null });
    const waiting = { ...r1, status: 'posting' };
    expect(await facts({ ...known, r1: waiting })).toMatchObject({
      delivery: { receipt: { lines: [{ accepted: 40_000n }] }, tolerancePercent: '0' },
    });
  });
});

test('a receipt of an unknown order has no date to check', async () => {
  const register = {
    type: 'RegisterReceipt',
    reference: 'REC-2026-0001',
    purchaseOrderId: 'order-9',
    deliveredOn: '2026-10-12',
    lines: [],
    by: people.receiver,
    today: '2026-10-13',
  } as const;
  const { RegisterReceipt } = receiptAggregate.facts;
  const facts = await RegisterReceipt(register, receipt.initial, reading(known), 'r1');
  expect(facts).toEqual({ order: null, dateProblem: null });
});

describe('a payment', () => {
  const of = { invoiceId: 'invoice-1', orderId: 'order-1', vendorId: 'vendor-1' };
  const chain = async (streams: Streams) => {
    const approve = { type: 'ApprovePayment', by: people.payer } as const;
    const state = { ...initialPayment, ...of };
    const { ApprovePayment } = paymentAggregate.facts;
    return (await ApprovePayment(approve, state, reading(streams), 'p1')).chain;
  };

  test('names all who had a duty before it', async () => {
    const { certifier, clerk } = people;
    const value = { certifiers: [certifier, certifier], receivers: [], clerks: [clerk] };
    expect(await chain(known)).toEqual({ ok: true, value });
  });

  test.each([
    ['invoice-1', 'invoice_unknown'],
    ['order-1', 'order_unknown'],
    ['requisition-1', 'requisition_unknown'],
  ])('has no chain without %s: %s', async (id, code) => {
    expect(await chain(without(known, id))).toMatchObject({ ok: false, error: { code } });
  });
});
