import { rounded, sum } from '../amounts.js';

interface Delivery {
  readonly id: string;
  readonly document: bigint;
  readonly accrued: bigint;
  readonly liquidated: bigint;
  readonly liquidatedDocument: bigint;
  settledDocument: bigint;
  settled: bigint;
}
interface Payment {
  readonly id: string;
  readonly cash: bigint;
  advance: bigint;
  advanceDocument: bigint;
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

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** A part in proportion, half up; the whole of it for the last. */
const part = (whole: bigint, of: bigint, all: bigint): bigint =>
  of >= all ? whole : rounded(whole * of, all);

/** One order on one budget line, by the rules of docs/domain.md in their plainest form. */
export class OrderOnLine {
  private deliveries: Delivery[] = [];
  private payments: Payment[] = [];
  private settlements: Settlement[] = [];
  /** Deliveries that wait for funds. */
  private readonly waiting = new Map<string, bigint>();
  private open: bigint;
  private openDocument: bigint;
  private isOver = false;

  constructor(
    private readonly whole: bigint,
    private readonly wholeDocument: bigint,
  ) {
    this.open = whole;
    this.openDocument = wholeDocument;
  }

  get figures() {
    const accrued = sum(this.deliveries.map((one) => one.accrued));
    const settled = sum(this.deliveries.map((one) => one.settled));
    const [P, V] = [this.payments.map((one) => one.cash), this.payments.map((one) => one.advance)];
    return { C: this.open, X: accrued, S: settled, P: sum(P), V: sum(V) };
  }

  wait(id: string, document: bigint): void {
    this.waiting.set(id, document);
  }

  deliver(id: string, { document, accrued }: { document: bigint; accrued: bigint }): void {
    this.waiting.delete(id);
    const { liquidated, liquidatedDocument } = this.share(document);
    this.open -= liquidated;
    this.openDocument -= liquidatedDocument;
    const share = { liquidated, liquidatedDocument, settledDocument: 0n, settled: 0n };
    this.deliveries.push({ id, document, accrued, ...share });
    for (const payment of this.payments) this.useAdvance(payment);
  }

  /** What was paid of it is owed by the vendor. */
  reverse(id: string): void {
    if (this.waiting.has(id)) return this.withdraw(id);
    const delivery = this.deliveries.find((one) => one.id === id);
    if (!delivery) return;
    for (const { payment, cash, document } of this.settlements.filter(ofDelivery(delivery))) {
      payment.advance += cash;
      payment.advanceDocument += document;
    }
    this.settlements = this.settlements.filter((one) => one.delivery !== delivery);
    this.deliveries = this.deliveries.filter((one) => one !== delivery);
    if (this.isOver) return;
    this.open += delivery.liquidated;
    this.openDocument += delivery.liquidatedDocument;
  }

  pay(id: string, { document, cash }: { document: bigint; cash: bigint }): void {
    const payment: Payment = { id, cash, advance: 0n, advanceDocument: 0n };
    this.payments.push(payment);
    const settled = least(document, this.unsettled());
    const minor = part(cash, settled, document);
    this.settle({ payment, minor, document: settled });
    payment.advance = cash - minor;
    payment.advanceDocument = document - settled;
  }

  payBack(id: string): void {
    const own = this.settlements.filter(({ payment }) => payment.id === id);
    for (const { delivery, document, amount } of own) {
      delivery.settledDocument -= document;
      delivery.settled -= amount;
    }
    this.settlements = this.settlements.filter(({ payment }) => payment.id !== id);
    this.payments = this.payments.filter((payment) => payment.id !== id);
  }

  /** Nothing more is to come, but for what waits for funds. */
  end(): void {
    this.isOver = true;
    const kept = this.share(sum(this.waiting.values()));
    this.open = kept.liquidated;
    this.openDocument = kept.liquidatedDocument;
  }

  private withdraw(id: string): void {
    const { liquidated, liquidatedDocument } = this.share(this.waiting.get(id) ?? 0n);
    this.waiting.delete(id);
    if (!this.isOver) return;
    this.open -= liquidated;
    this.openDocument -= liquidatedDocument;
  }

  /** What a delivery takes of what is open, at the rate at which it was booked. */
  private share(document: bigint) {
    if (document >= this.openDocument) {
      return { liquidated: this.open, liquidatedDocument: this.openDocument };
    }
    const liquidated = least(this.open, part(this.whole, document, this.wholeDocument));
    return { liquidated, liquidatedDocument: document };
  }

  private unsettled(): bigint {
    return sum(this.deliveries.map((one) => one.document - one.settledDocument));
  }

  private useAdvance(payment: Payment): void {
    const document = least(this.unsettled(), payment.advanceDocument);
    if (document === 0n) return;
    const minor = part(payment.advance, document, payment.advanceDocument);
    payment.advance -= minor;
    payment.advanceDocument -= document;
    this.settle({ payment, minor, document });
  }

  /** The oldest deliveries first, each at the rate at which it was accrued. */
  private settle({ payment, minor, document: all }: Cash): void {
    let [left, leftDocument] = [minor, all];
    for (const delivery of this.deliveries) {
      const open = delivery.document - delivery.settledDocument;
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

const ofDelivery =
  (delivery: Delivery) =>
  (one: Settlement): boolean =>
    one.delivery === delivery;
