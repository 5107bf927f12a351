import { expect, test } from '@jest/globals';
import { fold, minorOf, moneyJson, priceOf, sumMinor } from '@tamani/kernel';
import { seeded } from '@tamani/testing';
import fc from 'fast-check';
import { nobody, orderEvents, people } from '../../../../testing/purchase.js';
import { creditedOn } from '../credits/credits.state.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';
import { receivedOf, type OrderState } from '../order.state.js';
import { claimedBefore, coverOn, worthOn } from './worth.js';

const on = '2026-10-25';
const id = 'order-1';
const QUANTITY = 7_000n;
const PRICE = 1_001n;
type Decided = ReturnType<typeof purchaseOrder.decide>;

/** Budgets in the plainest way: a price is on whichever delivery comes first. */
class Line {
  readonly deliveries = new Map<string, bigint>();
  open = priceOf(QUANTITY, PRICE);

  get accrued(): bigint {
    return sumMinor(this.deliveries.values());
  }

  move(accepted: bigint, open: bigint): void {
    this.open += open;
    let left = accepted;
    for (const [key, amount] of this.deliveries) {
      const most = left < -amount ? -amount : left;
      this.deliveries.set(key, amount + most);
      left -= most;
    }
    expect(left).toBe(0n);
  }
}

/** What an invoice claims is accepted, after what comes before it. */
function isHere(state: OrderState, invoiceId: string, quantity: bigint): boolean {
  const received = receivedOf(state, 1);
  const before = claimedBefore(invoiceId, 1, state).map((line) => line.quantity);
  return quantity <= (received < QUANTITY ? received : QUANTITY) - sumMinor(before);
}

/** An order of one line, and what budgets makes of it. */
class Purchase {
  readonly line = new Line();
  state: OrderState;

  constructor() {
    const issued = fold(purchaseOrder, [
      orderEvents.created,
      orderEvents.approved,
      orderEvents.issued,
    ]);
    const terms = { quantity: QUANTITY, unitPriceMinor: PRICE };
    const amountMinor = priceOf(QUANTITY, PRICE);
    const lines = issued.lines.map((line) => ({ ...line, ...terms, amountMinor }));
    this.state = { ...issued, lines };
  }

  /** What is refused has no effect. */
  do(decide: (state: OrderState) => Decided): void {
    const decided = decide(this.state);
    if (!decided.ok) return;
    this.state = fold(purchaseOrder, decided.value, this.state);
    for (const event of decided.value) this.answer(event);
  }

  private answer({ type, data }: OrderEvent): void {
    const budgetLineId = 'line-1';
    if (type === 'ReceiptRecorded') {
      const { receiptId, budgetLines } = data;
      const [told] = budgetLines;
      if (!told) return;
      this.line.deliveries.set(receiptId, minorOf(told.amount));
      this.line.open -= minorOf(told.amount);
      const accrued = { type: 'RecordAccrual', receiptId, budgetLineId, on } as const;
      this.do((state) => purchaseOrder.decide(accrued, state, { id }));
    }
    if (type === 'ReceiptWithdrawn') {
      const { receiptId } = data;
      const minor = this.line.deliveries.get(receiptId) ?? 0n;
      this.line.deliveries.delete(receiptId);
      this.line.open += minor;
      const amount = moneyJson(minor, 'XOF');
      const reversed = { type: 'RecordReversal', receiptId, budgetLineId, amount, on } as const;
      this.do((state) => purchaseOrder.decide(reversed, state, { id }));
    }
    if (type === 'PriceAdjustmentRequested') {
      for (const { accepted, open } of data.lines) {
        this.line.move(minorOf(accepted), minorOf(open));
      }
      const { adjustmentId } = data;
      const granted = { type: 'AcceptPriceAdjustment', adjustmentId, on } as const;
      this.do((state) => purchaseOrder.decide(granted, state, { id }));
    }
  }

  receive(receiptId: string, accepted: bigint): void {
    const receipt = { deliveredOn: '2026-10-20', lines: [{ orderLine: 1, accepted }] };
    const delivery = {
      receipt: { ...receipt, receivers: [people.receiver] },
      ...{ tolerancePercent: '100', dateProblem: null },
    };
    const command = { type: 'RecordReceipt', receiptId, by: people.receiver, today: on } as const;
    this.do((state) => purchaseOrder.decide(command, state, { id, delivery }));
  }

  sendBack(receiptId: string): void {
    const command = {
      type: 'WithdrawReceipt',
      ...{ receiptId, effectiveAt: on, reason: 'Broken', by: people.receiver, today: on },
    } as const;
    this.do((state) => purchaseOrder.decide(command, state, { id, dateProblem: null }));
  }

  /** An invoice; its price is agreed at once, if its goods are here. */
  invoice(invoiceId: string, quantity: bigint, unitPriceMinor: bigint): void {
    const lines = [{ orderLine: 1, quantity, unitPriceMinor }];
    const invoice = { currency: 'XOF', lines, clerk: people.clerk };
    const record = { type: 'RecordInvoice', invoiceId } as const;
    this.do((state) => purchaseOrder.decide(record, state, { id, invoice }));
    const agree = { type: 'AgreePrice', invoiceId, on } as const;
    if (!isHere(this.state, invoiceId, quantity)) return;
    const facts = { id, invoiceProblem: null, ...nobody };
    this.do((state) => purchaseOrder.decide(agree, state, facts));
  }

  withdraw(invoiceId: string): void {
    const command = { type: 'WithdrawInvoice', invoiceId, on } as const;
    this.do((state) => purchaseOrder.decide(command, state, { id }));
  }

  /** At most what is payable of an approved invoice; of the order, what it refuses is refused. */
  credit(creditNoteId: string, invoiceId: string | null, wanted: bigint): void {
    const claim = this.state.invoices.find((one) => one.agreed && one.invoiceId === invoiceId);
    const credited = creditedOn(this.state, 1, (one) => one.invoiceId === invoiceId);
    const most = claim ? (claim.lines[0]?.amountMinor ?? 0n) - credited : wanted;
    const minor = invoiceId === null || wanted < most ? wanted : most;
    if (minor <= 0n || (invoiceId !== null && !claim)) return;
    const lines = [{ orderLine: 1, amount: moneyJson(minor, 'XOF') }];
    const command = { type: 'AgreeCredit', creditNoteId, invoiceId, on, lines, paid: [] } as const;
    this.do((state) => purchaseOrder.decide(command, state, { id, parties: [] }));
  }
}

const part = fc.bigInt(1n, 4_000n);
const which = fc.nat(3);
const acts = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant('receive' as const), part }),
    fc.record({ act: fc.constant('sendBack' as const), which }),
    fc.record({ act: fc.constant('invoice' as const), part, price: fc.bigInt(950n, 1_050n) }),
    fc.record({ act: fc.constant('withdraw' as const), which }),
    fc.record({ act: fc.constant('credit' as const), which, part }),
    fc.record({ act: fc.constant('creditOrder' as const), part }),
  ),
  { minLength: 1, maxLength: 14 },
);
type Act = typeof acts extends fc.Arbitrary<(infer One)[]> ? One : never;

function perform(purchase: Purchase, act: Act, n: number): void {
  const { state } = purchase;
  const pick = (all: readonly string[], at: number): string => all[at % all.length] ?? '';
  const receipts = state.receipts.map(({ receiptId }) => receiptId);
  const invoices = state.invoices.map(({ invoiceId }) => invoiceId);
  switch (act.act) {
    case 'receive':
      return purchase.receive(`r${n}`, act.part);
    case 'sendBack':
      return purchase.sendBack(pick(receipts, act.which));
    case 'invoice':
      return purchase.invoice(`i${n}`, act.part, act.price);
    case 'withdraw':
      return purchase.withdraw(pick(invoices, act.which));
    case 'credit':
      return purchase.credit(`c${n}`, pick(invoices, act.which), act.part);
    case 'creditOrder':
      return purchase.credit(`c${n}`, null, act.part);
  }
}

test('budgets accrues what accepted goods are worth, wherever it puts the prices', () => {
  fc.assert(
    fc.property(acts, (all) => {
      const purchase = new Purchase();
      for (const [n, act] of all.entries()) {
        perform(purchase, act, n);
        const { state, line } = purchase;
        const prices = state.invoices
          .filter(({ agreed }) => agreed)
          .flatMap(({ lines }) => lines.map((one) => one.amountMinor - one.orderedMinor));
        const costs =
          priceOf(QUANTITY, PRICE) + sumMinor(prices) - creditedOn(state, 1, () => true);
        expect(line.accrued).toBe(worthOn(state, 1));
        expect(line.accrued + line.open).toBe(costs);
        expect(line.accrued).toBeGreaterThanOrEqual(0n);
      }
    }),
    seeded('what accepted goods are worth', { runs: 500 }).parameters,
  );
});

test('goods accepted above the order cost what others leave open when they go back', () => {
  const purchase = new Purchase();
  purchase.receive('r1', QUANTITY);
  purchase.receive('r2', 1_000n);
  expect(purchase.line.accrued).toBe((QUANTITY * PRICE) / 1_000n);
  purchase.sendBack('r1');
  expect(purchase.line.accrued).toBe(PRICE);
});

test('no claim covers more than it is for, and all of them no more than is here', () => {
  fc.assert(
    fc.property(acts, (all) => {
      const purchase = new Purchase();
      for (const [n, act] of all.entries()) perform(purchase, act, n);
      const { state } = purchase;
      const covers = coverOn(state, 1);
      const value = sumMinor(state.receipts.flatMap((one) => one.lines.map((l) => l.amountMinor)));
      for (const one of covers) expect(one.coveredMinor).toBeLessThanOrEqual(one.goodsMinor);
      expect(sumMinor(covers.map((one) => one.coveredMinor))).toBeLessThanOrEqual(value);
    }),
    seeded('what claims cover', { runs: 200 }).parameters,
  );
});
