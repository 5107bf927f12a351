import { rounded, sum } from '../amounts.js';

export interface Delivery {
  readonly id: string;
  /** Since when it is as much as it is. */
  date: string;
  document: bigint;
  accrued: bigint;
  liquidated: bigint;
  liquidatedDocument: bigint;
  /** What it costs beyond the order's price. */
  repriced: bigint;
  settledDocument: bigint;
  settled: bigint;
}
export interface Payment {
  readonly id: string;
  readonly date: string;
  readonly cash: bigint;
  advance: bigint;
  advanceDocument: bigint;
  /** What only invoices may use of it. */
  recoverable: bigint;
}
interface Settlement {
  readonly payment: Payment;
  readonly delivery: Delivery;
  readonly document: bigint;
  readonly amount: bigint;
  readonly cash: bigint;
}
interface Cash {
  readonly payment: Payment;
  readonly minor: bigint;
  readonly document: bigint;
}

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** A part in proportion, half up; the whole of it for the last. */
export const part = (whole: bigint, of: bigint, all: bigint): bigint =>
  of >= all ? whole : rounded(whole * of, all);

const later = (a: string, b: string): string => (a < b ? b : a);

/** What deliveries may use of it. */
const freeOf = (one: Payment): bigint => one.advanceDocument - one.recoverable;

const openOf = (one: Delivery): bigint => one.document - one.settledDocument;

/** The deliveries and payments of one order on one budget line, and which has settled which. */
export class Deliveries {
  private deliveries: Delivery[] = [];
  private payments: Payment[] = [];
  private settlements: Settlement[] = [];

  get figures() {
    const accrued = sum(this.deliveries.map((one) => one.accrued));
    const settled = sum(this.deliveries.map((one) => one.settled));
    const [P, V] = [this.payments.map((one) => one.cash), this.payments.map((one) => one.advance)];
    return { X: accrued, S: settled, P: sum(P), V: sum(V) };
  }

  add(delivery: Delivery): void {
    this.deliveries.push(delivery);
    this.useAdvances();
  }

  /** Sent back: what had paid for it is an advance again. */
  takeOut(id: string): Delivery | undefined {
    const delivery = this.deliveries.find((one) => one.id === id);
    if (!delivery) return undefined;
    for (const { payment, cash, document } of this.settlements.filter(of(delivery))) {
      payment.advance += cash;
      payment.advanceDocument += document;
    }
    this.settlements = this.settlements.filter((one) => !of(delivery)(one));
    this.deliveries = this.deliveries.filter((one) => one !== delivery);
    return delivery;
  }

  /** It settles what was delivered by its date; the rest is an advance until the next. */
  pay(payment: Payment, { date, document, cash }: Pick<Payment, 'date' | 'cash'> & Document): void {
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
  }

  /** Changes the price of what is not paid, in proportion; gives the changes of the order's. */
  unpaid(sign: bigint, wanted: bigint, date: string) {
    const some = this.deliveries.filter((one) => openOf(one) > 0n);
    let unpaid = sum(some.map(openOf));
    let left = sign < 0n || unpaid === 0n ? least(wanted, unpaid) : wanted;
    return some.flatMap((delivery) => {
      const open = openOf(delivery);
      const document = rounded(left * open, unpaid);
      left -= document;
      unpaid -= open;
      if (document === 0n) return [];
      delivery.date = later(delivery.date, date);
      return [reprice(delivery, sign * document)];
    });
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

interface Document {
  readonly document: bigint;
}

/** At the rate of its accrual; its order had been of that price from the beginning. */
function reprice(delivery: Delivery, document: bigint) {
  const share = (amount: bigint): bigint => rounded(amount * document, delivery.document);
  const rest = delivery.accrued - delivery.settled;
  const isLast = -document === openOf(delivery);
  const lower = share(delivery.accrued) < -rest ? -rest : share(delivery.accrued);
  const accrued = isLast ? -rest : lower;
  const liquidated =
    delivery.accrued === delivery.liquidated ? accrued : share(delivery.liquidated);
  const liquidatedDocument = share(delivery.liquidatedDocument);
  delivery.document += document;
  delivery.accrued += accrued;
  delivery.liquidated += liquidated;
  delivery.liquidatedDocument += liquidatedDocument;
  delivery.repriced += document;
  return { liquidated, liquidatedDocument };
}

const of =
  (delivery: Delivery) =>
  (one: Settlement): boolean =>
    one.delivery === delivery;
