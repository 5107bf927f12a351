import { describe, expect, test } from '@jest/globals';
import { rateTableId } from '@tamani/budgets/published';
import { fold } from '@tamani/kernel';
import type { OwnFactReader } from '@tamani/runtime';
import {
  claimed,
  invoiceEvents,
  issuedOrder,
  orderEvents,
  people,
  receiptEvents,
  recorded,
  requisitionEvents,
  vendorEvents,
  xof,
} from '../../testing/purchase.js';
import { initialPayment } from '../domain/payment/payment.state.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { receipt } from '../domain/receipt/receipt.decide.js';
import type { RequisitionEvent } from '../domain/requisition/requisition.events.js';
import { vendorAwards } from '../domain/vendor-awards/vendor-awards.decide.js';
import { orderAggregate } from './order.facts.js';
import { paymentAggregate } from './billing/payment.facts.js';
import { receiptAggregate } from './receipt.facts.js';

type Streams = Readonly<Record<string, unknown>>;
/** Reads the streams of the test by id, as events or as a state; others do not exist. */
const reading = (streams: Streams, id: string): OwnFactReader => ({
  id,
  state: async (of, other) => {
    const stream = of.category === vendorAwards.category ? undefined : streams[other];
    if (!Array.isArray(stream)) return (stream ?? null) as never;
    const events = stream.filter(({ type }) => Object.hasOwn(of.events, type));
    return (events.length === 0 ? null : fold(of, events)) as never;
  },
});

const { created, submitted, reserved, certified } = requisitionEvents;
const drafted: RequisitionEvent = {
  type: 'OrderDraftRecorded',
  data: { orderId: 'order-1', certification: 1 },
};
const known: Streams = {
  'requisition-1': [created, submitted, reserved, certified, drafted],
  'vendor-1': [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible],
  'order-1': [...issuedOrder, recorded('receipt-1', 40), claimed('invoice-1', 40)],
  'receipt-1': [receiptEvents.registered, receiptEvents.inspected],
  'invoice-1': [invoiceEvents.registered, invoiceEvents.approved],
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
    const found = await facts.CreateOrder(create, decider.initial, reading(streams, 'order-1'));
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
      const found = await facts.ApproveOrder(approve, state, reading(streams, 'order-1'));
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
      orderAggregate.facts.RecordReceipt(record, order, reading(streams, 'order-1'));
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
  const facts = await RegisterReceipt(register, receipt.initial, reading(known, 'r1'));
  expect(facts).toEqual({ order: null, dateProblem: null, chain: [] });
});

describe('a payment', () => {
  const of = { invoiceId: 'invoice-1', orderId: 'order-1', vendorId: 'vendor-1' };
  const chain = async (streams: Streams) => {
    const approve = { type: 'ApprovePayment', by: people.payer } as const;
    const state = { ...initialPayment, ...of };
    const { ApprovePayment } = paymentAggregate.facts;
    const { chain: all } = await ApprovePayment(approve, state, reading(streams, 'p1'));
    return [...new Set(all.map(({ duty, person }) => `${duty} ${person.id}`))];
  };
  const requisition = ['requisitioner requisitioner', 'certifier certifying-officer'];
  const order = ['buyer buyer', 'award_approver award-approver'];
  const billed = ['clerk invoice-clerk', 'certifier certifying-officer'];

  test('is told all who had a duty in any document of its chain', async () => {
    const all = [...requisition, ...order, 'receiver receiver', ...billed];
    expect(new Set(await chain(known))).toEqual(new Set(all));
  });

  test('is told the others, where a document is missing', async () => {
    expect(await chain(without(known, 'requisition-1'))).toEqual(billed);
    expect(await chain(without(known, 'invoice-1'))).toEqual([
      ...requisition,
      ...order,
      'receiver receiver',
    ]);
  });
});
