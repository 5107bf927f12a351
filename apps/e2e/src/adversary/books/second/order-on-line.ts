import { rounded, sum } from '../amounts.js';
import { Deliveries, type Delivery } from './deliveries.js';
import { least, part } from './parts.js';
import type { Payment } from './settlement.js';

/** A delivery as its documents say it. */
export interface Delivered {
  readonly date: string;
  readonly document: bigint;
  /** An amount at the rate of its month, and what that rate is. */
  readonly at: (document: bigint) => bigint;
  readonly rate: string;
}
export interface Paid {
  readonly date: string;
  readonly document: bigint;
  readonly cash: bigint;
}

/** The rate of an order, or several; and an amount at that of its own date. */
export interface BookedAt {
  readonly rate: string;
  readonly atFirst: (document: bigint) => bigint;
}

/** What is still to come, at the rate at which it is booked. */
export interface Rest extends BookedAt {
  readonly minor: bigint;
  readonly document: bigint;
}

/** One order on one budget line, by the rules of docs/domain.md in their plainest form. */
export class OrderOnLine {
  private readonly goods = new Deliveries();
  /** Deliveries that wait for funds. */
  private readonly waiting = new Map<string, bigint>();
  private open: bigint;
  private openDocument: bigint;
  private over: 'closed' | 'terminated' | 'cancelled' | undefined;

  constructor(
    private whole: bigint,
    private wholeDocument: bigint,
    private booked: BookedAt,
  ) {
    this.open = whole;
    this.openDocument = wholeDocument;
  }

  get figures() {
    return { C: this.open, ...this.goods.figures };
  }

  wait(id: string, document: bigint): void {
    this.waiting.set(id, document);
  }

  /** At the rate of the order it costs what the order has set aside for it. */
  deliver(id: string, { date, document, at, rate }: Delivered): void {
    this.waiting.delete(id);
    const { liquidated, liquidatedDocument } = this.share(document);
    this.open -= liquidated;
    this.openDocument -= liquidatedDocument;
    const isSame = rate === this.booked.rate;
    const accrued = isSame ? liquidated + at(document - liquidatedDocument) : at(document);
    const share = { liquidated, liquidatedDocument };
    this.goods.add({ id, date, document, accrued, ...share, settledDocument: 0n, settled: 0n });
  }

  /** What was paid of it is owed by the vendor; a closed order is open again. */
  reverse(id: string): void {
    if (this.over === 'closed') this.over = undefined;
    const waited = this.waiting.get(id);
    if (waited !== undefined) return this.withdraw(id, waited);
    const delivery = this.goods.takeOut(id);
    if (!delivery) return;
    if (this.over !== undefined) return;
    this.open += delivery.liquidated;
    this.openDocument += delivery.liquidatedDocument;
  }

  pay(id: string, { date, document, cash }: Paid): void {
    const none = { lost: 0n, advance: 0n, advanceDocument: 0n, recoverable: 0n };
    const payment: Payment = { id, date, cash, ...none };
    this.goods.pay(payment, { date, document, cash });
  }

  payAhead(id: string, { date, document, cash }: Paid): void {
    const all = { lost: 0n, advance: cash, advanceDocument: document, recoverable: document };
    this.goods.payAhead({ id, date, cash, ...all });
  }

  recover(paymentId: string, document: bigint): void {
    this.goods.recover(paymentId, document);
  }

  /** What the vendor paid back: of an advance that was reclaimed, or of goods. */
  refund(document: bigint, advanceId: string | null): void {
    this.takeBack(document, advanceId, 'refund');
  }

  /** What it will not pay back. */
  lose(document: bigint, advanceId: string | null): void {
    this.takeBack(document, advanceId, 'loss');
  }

  private takeBack(document: bigint, advanceId: string | null, how: 'refund' | 'loss'): void {
    if (advanceId === null) this.goods.takeBack(document, how);
    else this.goods.reclaim(advanceId, document, how);
  }

  /** What was delivered, and paid, costs less. */
  credit(document: bigint, date: string): void {
    for (const delivery of this.goods.credit(document, date)) {
      this.whole += delivery.liquidated;
      this.wholeDocument += delivery.liquidatedDocument;
    }
  }

  payBack(id: string, date: string): void {
    this.goods.payBack(id, date);
  }

  /** Nothing more is to come, but for what waits for funds. */
  end(how: 'closed' | 'terminated'): void {
    if (this.over !== undefined) return;
    this.over = how;
    const kept = this.share(sum(this.waiting.values()));
    this.open = kept.liquidated;
    this.openDocument = kept.liquidatedDocument;
  }

  cancel(): void {
    this.over = 'cancelled';
    this.open = 0n;
    this.openDocument = 0n;
  }

  /** What is still to come goes to the next year. */
  letGo(): Rest {
    const rest = { minor: this.open, document: this.openDocument, ...this.booked };
    this.add(-rest.minor, -rest.document);
    return rest;
  }

  takeOver({ minor, document, rate }: Rest): this {
    if (this.wholeDocument === 0n) this.booked = { ...this.booked, rate: rate };
    else if (rate !== this.booked.rate) this.booked = { ...this.booked, rate: 'several' };
    this.add(minor, document);
    return this;
  }

  private add(minor: bigint, document: bigint): void {
    this.whole += minor;
    this.open += minor;
    this.wholeDocument += document;
    this.openDocument += document;
  }

  /** The least that is reserved again when it is cancelled: what it had itself. */
  given(taken: bigint): bigint {
    return least(taken, this.whole);
  }

  /** An amendment: more at the rate of its month, less at the rate at which it was booked. */
  amend(change: bigint, { minor, rate }: { readonly minor: bigint; readonly rate: string }): void {
    if (change > 0n && rate !== this.booked.rate) this.booked = { ...this.booked, rate: 'several' };
    const amount = change > 0n ? minor : -this.share(-change).liquidated;
    this.add(amount, change);
  }

  /** Another price: of what is here, and of what is still to come. */
  reprice(accepted: bigint, open: bigint, date: string): void {
    const [whole, wholeDocument] = [this.whole, this.wholeDocument];
    const atBooked = (document: bigint): bigint =>
      wholeDocument === 0n
        ? this.booked.atFirst(document)
        : rounded(whole * document, wholeDocument);
    const isOpen = open !== 0n && this.over === undefined;
    const less = open < 0n ? this.share(-open).liquidated : 0n;
    const minor = isOpen && open > 0n ? atBooked(open) : -less;
    for (const delivery of this.goods.price(accepted, { date, atBooked })) {
      this.whole += delivery.liquidated;
      this.wholeDocument += delivery.liquidatedDocument;
    }
    if (isOpen) this.add(minor, open);
  }

  private withdraw(id: string, document: bigint): void {
    this.waiting.delete(id);
    if (this.over === undefined) return;
    const { liquidated, liquidatedDocument } = this.share(document);
    this.open -= liquidated;
    this.openDocument -= liquidatedDocument;
  }

  /** What a delivery takes of what is open, at the rate at which it was booked. */
  private share(document: bigint): Pick<Delivery, 'liquidated' | 'liquidatedDocument'> {
    if (document >= this.openDocument) {
      return { liquidated: this.open, liquidatedDocument: this.openDocument };
    }
    const liquidated = least(this.open, part(this.whole, document, this.wholeDocument));
    return { liquidated, liquidatedDocument: document };
  }
}
