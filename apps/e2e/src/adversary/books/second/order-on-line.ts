import { rounded, sum } from '../amounts.js';
import { Deliveries, least, part, type Delivery } from './deliveries.js';
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

/** What is still to come, at the rate at which it is booked. */
export interface Rest {
  readonly minor: bigint;
  readonly document: bigint;
  readonly rate: string;
}

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

const NOTHING = { minor: 0n, document: 0n };

/** One order on one budget line, by the rules of docs/domain.md in their plainest form. */
export class OrderOnLine {
  private readonly goods = new Deliveries();
  /** Deliveries that wait for funds. */
  private readonly waiting = new Map<string, bigint>();
  private open: bigint;
  private openDocument: bigint;
  private over: 'closed' | 'terminated' | 'cancelled' | undefined;
  /** What returned goods cost beyond the order's price, and is still open. */
  private returned = 0n;

  constructor(
    private whole: bigint,
    private wholeDocument: bigint,
    private rate: string,
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
    const isSame = rate === this.rate;
    const accrued = isSame ? liquidated + at(document - liquidatedDocument) : at(document);
    const share = { liquidated, liquidatedDocument, repriced: 0n };
    this.goods.add({ id, date, document, accrued, ...share, settledDocument: 0n, settled: 0n });
  }

  /** What was paid of it is owed by the vendor; a closed order is open again. */
  reverse(id: string): void {
    if (this.over === 'closed') this.over = undefined;
    const waited = this.waiting.get(id);
    if (waited !== undefined) return this.withdraw(id, waited);
    const delivery = this.goods.takeOut(id);
    if (!delivery) return;
    this.returned += delivery.repriced;
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
    const rest = { minor: this.open, document: this.openDocument, rate: this.rate };
    this.add(-rest.minor, -rest.document);
    return rest;
  }

  takeOver({ minor, document, rate }: Rest): this {
    if (this.wholeDocument === 0n) this.rate = rate;
    else if (rate !== this.rate) this.rate = 'several';
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
    if (change > 0n && rate !== this.rate) this.rate = 'several';
    const amount = change > 0n ? minor : -this.share(-change).liquidated;
    this.add(amount, change);
  }

  /** First what invoices had repriced of returned goods, then what is delivered and not paid. */
  reprice(change: bigint, date: string, isOfInvoice: boolean): void {
    const sign = change < 0n ? -1n : 1n;
    const { minor, document } = isOfInvoice ? this.ofReturned(change) : NOTHING;
    if (this.over !== 'terminated') {
      this.open += sign * minor;
      this.openDocument += sign * document;
    }
    this.whole += sign * minor;
    this.wholeDocument += sign * document;
    this.returned += sign * document;
    for (const delivery of this.goods.unpaid(sign, size(change) - document, {
      date,
      isOfInvoice,
    })) {
      this.whole += delivery.liquidated;
      this.wholeDocument += delivery.liquidatedDocument;
    }
  }

  private ofReturned(change: bigint): { readonly minor: bigint; readonly document: bigint } {
    const isOpposite = this.returned !== 0n && this.returned < 0n !== change < 0n;
    if (!isOpposite) return NOTHING;
    const most = least(size(change), size(this.returned));
    if (change < 0n && this.over !== 'terminated') {
      const document = least(most, this.openDocument);
      return { minor: this.share(document).liquidated, document };
    }
    if (this.wholeDocument === 0n) return NOTHING;
    return { minor: rounded(this.whole * most, this.wholeDocument), document: most };
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
