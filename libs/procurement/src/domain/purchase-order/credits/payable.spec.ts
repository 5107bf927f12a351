import { expect, test } from '@jest/globals';
import { fold, minorOf, sumMinor } from '@tamani/kernel';
import { givenWhenThen, seeded } from '@tamani/testing';
import fc from 'fast-check';
import {
  accrued as accruedEvent,
  claimed,
  invoiceEvents,
  issuedOrder,
  nobody,
  people,
  recorded,
  vendorEvents,
  xof,
} from '../../../../testing/purchase.js';
import { invoice } from '../../invoice/invoice.decide.js';
import type { RecordOverpaymentEnd } from '../../invoice/invoice.commands.js';
import type { InvoiceEvent } from '../../invoice/invoice.events.js';
import { openOf } from '../../invoice/credits/open.js';
import { vendor } from '../../vendor/vendor.decide.js';
import { ofOwed } from '../../../published/translate/translate-receivable.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';
import { owedTotal } from '../owed/owed.state.js';

const invoices = givenWhenThen(invoice);
const orders = givenWhenThen(purchaseOrder);
const invoiceId = 'invoice-1';
const worth = 11_136_000n;
const on = '2026-10-25';
const matching = { invoiceProblem: null, ...nobody };
const facts = {
  vendor: {
    vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
    screeningDays: 90,
  },
};
const shortfall = { amount: '62.07', currency: 'USD' };
const rejections = [{ budgetLineId: 'line-1', code: 'delivery_not_accrued', shortfall }];

/** An invoice with its order, and the bank: what the links would do is done at once. */
class Purchase {
  private billed: InvoiceEvent[] = [invoiceEvents.registered, invoiceEvents.approved];
  private ordered: OrderEvent[] = [
    ...issuedOrder,
    ...[recorded('r1', 40), accruedEvent('r1'), claimed(invoiceId, 40)],
  ];
  private cash = new Map<string, bigint>();
  private refunded = 0n;

  get invoice() {
    return invoices.given(this.billed);
  }
  get order() {
    return orders.given(this.ordered);
  }
  get paid(): bigint {
    return sumMinor([...this.cash.values()]) - this.refunded;
  }
  get open(): bigint {
    return sumMinor(openOf(this.invoice.state).map((line) => line.amountMinor));
  }
  /** Credited after it had been paid: the vendor has to give it back. */
  get owed(): bigint {
    return owedTotal(this.order.state);
  }
  get credited(): bigint {
    const agreed = this.order.state.credits.filter((one) => one.agreed);
    return sumMinor(agreed.flatMap(({ lines }) => lines.map((line) => line.amountMinor)));
  }

  private bill(events: readonly InvoiceEvent[]): void {
    this.billed = [...this.billed, ...events];
  }
  private book(events: readonly OrderEvent[]): void {
    this.ordered = [...this.ordered, ...events];
  }

  prepare(paymentId: string, francs: bigint): void {
    const by = people.clerk;
    const payment = { paymentId, paymentReference: paymentId, by, today: on };
    const command = { type: 'AllocatePayment', ...payment, amount: xof(String(francs)) } as const;
    this.bill(this.invoice.when(command, facts).events());
  }

  release(paymentId: string): void {
    const own = this.invoice.state.payments.find((one) => one.paymentId === paymentId);
    if (!own || this.cash.has(paymentId)) return;
    const payment = { paymentId, invoiceId, lines: own.lines, valueDate: '2026-11-05' };
    const asked = { type: 'ClearPayment', paymentId } as const;
    const answer = this.order.when(asked, { ...matching, payment }).events();
    this.book(answer);
    if (answer[0]?.type === 'PaymentCleared') this.cash.set(paymentId, own.amountMinor);
  }

  confirm(paymentId: string): void {
    if (!this.cash.has(paymentId)) return;
    this.bill(this.invoice.when({ type: 'SettlePayment', paymentId }).events());
  }

  giveBack(paymentId: string): void {
    if (this.cash.has(paymentId)) {
      const allowed = this.order.when({ type: 'AllowReturn', paymentId }).events();
      this.book(allowed);
      if (allowed[0]?.type !== 'PaymentReturnAllowed') return;
      this.cash.delete(paymentId);
      this.book(this.order.when({ type: 'WithdrawClearance', paymentId, on }).events());
    }
    const free = { type: 'ReleasePaymentAllocation', paymentId } as const;
    this.bill(this.invoice.when(free).events());
  }

  credit(creditNoteId: string, francs: bigint): void {
    const lines = [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(String(francs)) }];
    const asked = { type: 'AllocateCredit', creditNoteId, creditedOn: on, lines } as const;
    const answer = this.invoice.when(asked).events();
    this.bill(answer);
    if (answer[0]?.type !== 'CreditAllocated') return;
    const { paid } = answer[0].data;
    const agree = { type: 'AgreeCredit', creditNoteId, invoiceId, lines, paid, on } as const;
    this.book(this.order.when(agree, nobody).events());
    const own = this.order.state.credits.find((one) => one.creditNoteId === creditNoteId);
    if (own?.agreed) this.bill(this.invoice.when({ type: 'SettleCredit', creditNoteId }).events());
  }

  /** The vendor pays back what it owes, or a part. */
  refund(endingId: string, francs: bigint): void {
    const [owing] = this.order.state.owed;
    const [line] = owing?.lines ?? [];
    if (!owing || !line) return;
    const { receivableId } = owing;
    const amount = xof(String(francs < line.amountMinor ? francs : line.amountMinor));
    const lines = [{ orderLine: 1, budgetLineId: 'line-1', amount }];
    const ending = { receivableId, endingId: `${endingId}-${this.ordered.length}` };
    const set = this.order.when({ type: 'SetOwedAside', ...ending, lines }).events();
    this.book(set);
    if (set[0]?.type !== 'OwedSetAside') return;
    const end = { type: 'EndOwed', ...ending, on, except: [], writtenOff: false } as const;
    const ended = this.order.when(end).events();
    this.book(ended);
    this.refunded += minorOf(amount);
    const told = ended.flatMap(
      (event) => ofOwed[event.type]?.(event.data as never, 'order-1') ?? [],
    );
    for (const { type, data } of told) {
      if (type !== 'procurement.OverpaymentEnded.v1') continue;
      const parts = data as Pick<RecordOverpaymentEnd, 'endingId' | 'lines'>;
      this.bill(this.invoice.when({ type: 'RecordOverpaymentEnd', ...parts }).events());
    }
  }

  answer(creditNoteId: string, grants: boolean): void {
    const own = this.order.state.credits.find((one) => one.creditNoteId === creditNoteId);
    if (!own || own.agreed || own.adjustmentId === null) return;
    const { adjustmentId } = own;
    this.book(
      grants
        ? this.order.when({ type: 'AcceptPriceAdjustment', adjustmentId, on }).events()
        : this.order.when({ type: 'RefusePriceAdjustment', adjustmentId, rejections, on }).events(),
    );
    const type = grants ? 'SettleCredit' : 'ReleaseCredit';
    this.bill(this.invoice.when({ type, creditNoteId }).events());
  }

  /** Nothing waits any more, and what is open is paid. */
  finish(ids: readonly string[]): void {
    for (const id of ids) this.answer(id, true);
    if (this.open > 0n) this.prepare('last', this.open);
    for (const id of [...ids, 'last']) {
      this.release(id);
      this.confirm(id);
    }
  }
}

const acts = [
  'prepare',
  'release',
  'confirm',
  'giveBack',
  'credit',
  'grant',
  'refuse',
  'refund',
] as const;
const ids = ['a', 'b', 'c', 'd'];
interface Step {
  readonly act: (typeof acts)[number];
  readonly id: string;
  readonly francs: bigint;
}
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...acts),
  id: fc.constantFrom(...ids),
  francs: fc.bigInt({ min: 1n, max: 9_000_000n }),
});

function run(purchase: Purchase, { act, id, francs }: Step): void {
  if (act === 'prepare' || act === 'credit' || act === 'refund') purchase[act](id, francs);
  else if (act === 'grant' || act === 'refuse') purchase.answer(id, act === 'grant');
  else purchase[act](id);
}
test('whatever is paid, returned, credited and refunded, cash and credits are what was accepted', () => {
  const walk = fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
    const purchase = new Purchase();
    for (const one of steps) {
      run(purchase, one);
      expect(purchase.paid + purchase.credited - purchase.owed <= worth).toBe(true);
      expect(purchase.open >= 0n).toBe(true);
    }
    purchase.finish(ids);
    expect(purchase.paid + purchase.credited - purchase.owed).toBe(worth);
    expect(purchase.open).toBe(0n);
    expect(purchase.invoice.state.status).toBe('paid');
    const { granted, accrued, pendingAdjustments } = purchase.order.state;
    expect(pendingAdjustments).toEqual([]);
    expect(sumMinor(granted.map((line) => line.amountMinor))).toBe(-purchase.credited);
    expect(sumMinor(accrued.map((line) => line.amountMinor))).toBe(worth - purchase.credited);
  });
  fc.assert(walk, seeded('paid and credited', { runs: 60 }).parameters);
});
