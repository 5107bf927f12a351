import { sum } from '../amounts.js';
import { firstPrice, openOf, reprice, type Delivery, type Liquidated } from './delivery.js';
import { later, least, part, shares } from './parts.js';
import { of, pairs, type Payment, type Settlement } from './settlement.js';

export type { Delivery } from './delivery.js';

interface Cash {
  readonly payment: Payment;
  readonly minor: bigint;
  readonly document: bigint;
}

/** What deliveries may use of it. */
const freeOf = (one: Payment): bigint => one.advanceDocument - one.recoverable;

/** A part of an advance is here again, or lost. */
function giveBack(payment: Payment, document: bigint, how: 'refund' | 'loss'): void {
  const minor = part(payment.advance, document, payment.advanceDocument);
  payment.advance -= minor;
  payment.advanceDocument -= document;
  if (how === 'refund') payment.cash -= minor;
  else payment.lost += minor;
}

/** The deliveries and payments of one order on one budget line, and which has settled which. */
export class Deliveries {
  private deliveries: Delivery[] = [];
  private payments: Payment[] = [];
  private settlements: Settlement[] = [];

  get figures() {
    const accrued = sum(this.deliveries.map((one) => one.accrued));
    const settled = sum(this.deliveries.map((one) => one.settled));
    const [P, V] = [this.payments.map((one) => one.cash), this.payments.map((one) => one.advance)];
    const lost = sum(this.payments.map((one) => one.lost));
    return { X: accrued + lost, S: settled + lost, P: sum(P), V: sum(V) };
  }

  add(delivery: Delivery): void {
    this.deliveries.push(delivery);
    this.useAdvances();
  }

  /** Sent back: what had paid for it is an advance again, which others that are unpaid use. */
  takeOut(id: string): Delivery | undefined {
    const delivery = this.deliveries.find((one) => one.id === id);
    if (!delivery) return undefined;
    for (const { payment, cash, document } of this.settlements.filter(of(delivery))) {
      payment.advance += cash;
      payment.advanceDocument += document;
    }
    this.settlements = this.settlements.filter((one) => !of(delivery)(one));
    this.deliveries = this.deliveries.filter((one) => one !== delivery);
    this.useAdvances();
    return delivery;
  }

  /** It settles what was delivered by its date; the rest is an advance until the next. */
  pay(
    payment: Payment,
    { date, document, cash }: Pick<Cash, 'document'> & Pick<Payment, 'date' | 'cash'>,
  ): void {
    this.payments.push(payment);
    const before = this.deliveries.filter((one) => one.date <= date);
    const settled = least(document, sum(before.map(openOf)));
    const minor = part(cash, settled, document);
    this.settle({ payment, minor, document: settled }, before);
    payment.advance = cash - minor;
    payment.advanceDocument = document - settled;
    if (payment.advanceDocument > 0n) this.useAdvances();
  }

  /** Nothing uses it until an invoice does. */
  payAhead(payment: Payment): void {
    this.payments.push(payment);
  }

  /** An invoice uses a part of it; what is not delivered yet the next delivery uses. */
  recover(id: string, document: bigint): void {
    const payment = this.payments.find((one) => one.id === id);
    if (!payment) return;
    payment.recoverable -= document;
    const now = least(document, sum(this.deliveries.map(openOf)));
    if (now > 0n) this.use(payment, now, this.deliveries);
  }

  payBack(id: string, date: string): void {
    const own = this.settlements.filter(({ payment }) => payment.id === id);
    for (const { delivery, document, amount } of own) {
      delivery.settledDocument -= document;
      delivery.settled -= amount;
      delivery.date = later(delivery.date, date);
    }
    this.settlements = this.settlements.filter(({ payment }) => payment.id !== id);
    this.payments = this.payments.filter((payment) => payment.id !== id);
    this.useAdvances();
  }

  /** Out of what invoices have not recovered of one advance. */
  reclaim(id: string, document: bigint, how: 'refund' | 'loss'): void {
    const payment = this.payments.find((one) => one.id === id);
    if (!payment) return;
    payment.recoverable -= document;
    giveBack(payment, document, how);
  }

  /**
   * Out of the advances that deliveries may use, the oldest first; then of what they have settled,
   * the newest first.
   */
  takeBack(document: bigint, how: 'refund' | 'loss'): void {
    let left = document;
    const take = (payment: Payment, most: bigint): void => {
      const part_ = least(most, left);
      if (part_ === 0n) return;
      left -= part_;
      giveBack(payment, part_, how);
    };
    for (const payment of this.payments) take(payment, freeOf(payment));
    for (const pair of [...pairs(this.settlements)].reverse()) {
      const most = least(pair.document, left);
      if (most === 0n) continue;
      this.unsettle(pair, most);
      take(pair.payment, most);
    }
  }

  /** First what is paid, the oldest first: its cash is owed; then what is not. */
  credit(document: bigint, date: string) {
    let left = document;
    const changes: ReturnType<typeof reprice>[] = [];
    for (const pair of pairs(this.settlements)) {
      const most = least(pair.document, left);
      if (most === 0n) continue;
      left -= most;
      this.unsettle(pair, most);
      changes.push(this.cheaper(pair.delivery, most, date));
    }
    for (const delivery of this.deliveries) {
      const most = least(openOf(delivery), left);
      if (most === 0n) continue;
      left -= most;
      changes.push(this.cheaper(delivery, most, date));
    }
    this.useAdvances();
    return changes;
  }

  private cheaper(delivery: Delivery, document: bigint, date: string) {
    const change = reprice(delivery, -document);
    delivery.date = later(delivery.date, date);
    return change;
  }

  /** A part of a settlement is undone: its cash is an advance again. */
  private unsettle(pair: Settlement, document: bigint): void {
    const { payment, delivery } = pair;
    const amount = part(pair.amount, document, pair.document);
    const cash = part(pair.cash, document, pair.document);
    payment.advance += cash;
    payment.advanceDocument += document;
    delivery.settled -= amount;
    delivery.settledDocument -= document;
    const rest = { ...pair, document: pair.document - document };
    const left = { ...rest, amount: pair.amount - amount, cash: pair.cash - cash };
    this.settlements = pairs(this.settlements).flatMap((one) => {
      const isPair = one.payment === payment && one.delivery === delivery;
      if (!isPair) return [one];
      return left.document > 0n ? [left] : [];
    });
  }

  /**
   * Another price of what is here: of what is not paid, in proportion; what is paid and costs less
   * is an advance again; where all is paid, more is spread over all.
   */
  price(
    change: bigint,
    { date, atBooked }: { readonly date: string; readonly atBooked: (document: bigint) => bigint },
  ): readonly Liquidated[] {
    if (change === 0n) return [];
    const sign = change < 0n ? -1n : 1n;
    if (sign < 0n) this.unpay(-change - sum(this.deliveries.map(openOf)));
    const unpaid = this.deliveries.filter((one) => openOf(one) > 0n);
    const some = unpaid.length > 0 ? unpaid : this.deliveries.filter((one) => one.document > 0n);
    const all = some.length > 0 ? some : this.deliveries.slice(-1);
    const weights = all.map((one) => (unpaid.length > 0 ? openOf(one) : one.document));
    const parts = shares(sign * change, some.length > 0 ? weights : [1n]);
    const changed = all.flatMap((delivery, at) => {
      const document = parts[at] ?? 0n;
      if (document === 0n) return [];
      delivery.date = later(delivery.date, date);
      return delivery.document === 0n
        ? [firstPrice(delivery, document, atBooked(document))]
        : [reprice(delivery, sign * document)];
    });
    this.useAdvances();
    return changed;
  }

  /** Of what is paid, the newest first. */
  private unpay(document: bigint): void {
    let left = document;
    for (const pair of [...pairs(this.settlements)].reverse()) {
      const most = least(pair.document, left);
      if (most <= 0n) continue;
      left -= most;
      this.unsettle(pair, most);
    }
  }

  private useAdvances(): void {
    for (;;) {
      const delivery = this.deliveries.find((one) => openOf(one) > 0n);
      const payment = this.payments.find((one) => freeOf(one) > 0n);
      if (!delivery || !payment) return;
      this.use(payment, least(openOf(delivery), freeOf(payment)), [delivery]);
    }
  }

  private use(payment: Payment, document: bigint, some: readonly Delivery[]): void {
    const minor = part(payment.advance, document, payment.advanceDocument);
    payment.advance -= minor;
    payment.advanceDocument -= document;
    this.settle({ payment, minor, document }, some);
  }

  /** The oldest deliveries first, each at the rate at which it was accrued. */
  private settle({ payment, minor, document: all }: Cash, some: readonly Delivery[]): void {
    let [left, leftDocument] = [minor, all];
    for (const delivery of some) {
      const open = openOf(delivery);
      const document = least(open, leftDocument);
      if (document === 0n) continue;
      const isLast = document === leftDocument;
      const cash = isLast ? left : least(left, part(minor, document, all));
      const rest = delivery.accrued - delivery.settled;
      const share = least(rest, part(delivery.accrued, document, delivery.document));
      const amount = document === open ? rest : share;
      delivery.settledDocument += document;
      delivery.settled += amount;
      left -= cash;
      leftDocument -= document;
      this.settlements.push({ payment, delivery, document, amount, cash });
    }
  }
}
