import type { LogEvent } from '../system/system.js';
import { rounded, sum, thousandths, units, type Money } from './amounts.js';

export interface OrderedLine {
  readonly orderLine: number;
  readonly quantity: string;
  readonly unitPrice: Money;
  readonly amount: Money;
  readonly requisitionLine: number;
}
interface Line {
  readonly orderLine: number;
  readonly quantity: string;
  readonly unitPrice: Money;
  readonly amount: Money;
}
interface Requested {
  readonly line: number;
  readonly quantity: string;
}
interface Accepted {
  readonly orderLine: number;
  readonly quantity: string;
}
interface Receipt {
  readonly orderId: string;
  readonly accepted: readonly Accepted[];
}
interface Invoice {
  readonly orderId: string;
  readonly lines: readonly Line[];
  readonly isApproved: boolean;
}
/** What an order pays before the goods. */
interface Ahead {
  readonly orderId: string;
  readonly amount: bigint;
  readonly isOut: boolean;
}
interface Payment {
  readonly orderId: string;
  readonly invoiceId: string;
  readonly amount: bigint;
}

interface Gone {
  readonly invoiceId: string;
  readonly orderLine: number;
  readonly quantity: string;
  readonly amount: Money;
  readonly claimed: Money;
}

const amounts = (lines: unknown): bigint =>
  sum((lines as readonly { readonly amount: Money }[]).map(({ amount }) => units(amount)));

/** What orders, receipts, invoices and payments say of each other, as the log goes on. */
export class PurchaseBook {
  private readonly orders = new Map<string, readonly OrderedLine[]>();
  private readonly receipts = new Map<string, Receipt>();
  private readonly invoices = new Map<string, Invoice>();
  private readonly payments = new Map<string, Payment>();
  private readonly gone: Gone[] = [];

  private readonly ahead = new Map<string, Ahead>();
  private readonly terms = new Map<string, string>();

  private readonly requests = new Map<string, readonly Requested[]>();
  private readonly requestOf = new Map<string, string>();
  private readonly issued = new Set<string>();

  private readonly on: Readonly<Record<string, (id: string, data: LogEvent['data']) => void>> = {
    RequisitionCreated: (id, { lines }) => this.requests.set(id, lines as Requested[]),
    RequisitionChanged: (id, { lines }) => this.requests.set(id, lines as Requested[]),
    PurchaseOrderCreated: (id, { lines, requisitionId, advance }) => {
      this.agree(id, advance);
      this.orders.set(id, lines as OrderedLine[]);
      this.requestOf.set(id, String(requisitionId));
    },
    PurchaseOrderCancelled: (id) => this.issued.delete(id),
    PurchaseOrderChanged: (id, { lines, advance }) => {
      this.agree(id, advance);
      this.orders.set(id, lines as OrderedLine[]);
    },
    PurchaseOrderAmended: (id, { lines }) => this.orders.set(id, lines as OrderedLine[]),
    OrderCarriedOver: (id, { lines }) => this.orders.set(id, lines as OrderedLine[]),
    PurchaseOrderIssued: (id, { lines }) => {
      this.orders.set(id, lines as OrderedLine[]);
      this.issued.add(id);
    },
    ReceiptRecorded: (orderId, { receiptId, lines }) =>
      this.receipts.set(String(receiptId), {
        ...{ orderId, accepted: lines as Receipt['accepted'] },
      }),
    ReceiptWithdrawn: (_, { receiptId }) => this.receipts.delete(String(receiptId)),
    InvoiceRegistered: (id, { purchaseOrderId: orderId, lines }) =>
      this.invoices.set(id, { orderId, lines, isApproved: false } as Invoice),
    InvoiceCorrected: (id, { purchaseOrderId: orderId, lines }) =>
      this.invoices.set(id, { orderId, lines, isApproved: false } as Invoice),
    InvoiceCancelled: (id) => this.approve(id, false),
    InvoiceApproved: (id) => this.approve(id, true),
    InvoiceRejected: (id) => this.approve(id, false),
    InvoiceDisputed: (id) => this.approve(id, false),
    InvoiceExceptionFound: (id) => this.approve(id, false),
    PaymentCleared: (orderId, { paymentId, invoiceId, lines }) =>
      this.payments.set(String(paymentId), {
        ...{ orderId, invoiceId: String(invoiceId), amount: amounts(lines) },
      }),
    AdvanceAllocated: (orderId, { paymentId, lines }) =>
      this.ahead.set(String(paymentId), { orderId, amount: amounts(lines), isOut: false }),
    AdvanceCleared: (orderId, { paymentId }) =>
      this.ahead.set(String(paymentId), {
        ...{ orderId, amount: this.ahead.get(String(paymentId))?.amount ?? 0n, isOut: true },
      }),
    AdvanceWithdrawn: (_, { paymentId }) => this.ahead.delete(String(paymentId)),
    AdvanceRecovered: (orderId, { paymentId, invoiceId, lines }) => {
      const amount = amounts(lines);
      const before = this.ahead.get(String(paymentId))?.amount ?? 0n;
      this.ahead.set(String(paymentId), { orderId, amount: before - amount, isOut: true });
      const key = `${String(paymentId)} ${String(invoiceId)}`;
      this.payments.set(key, { orderId, invoiceId: String(invoiceId), amount });
    },
    /** What came back, or was given up: the invoices claim so much less. */
    OwedEnded: (orderId, { endingId, claims }) => {
      const gone = claims as readonly Gone[];
      this.gone.push(...gone);
      const amount = -amounts(gone);
      const invoiceId = String(gone[0]?.invoiceId);
      this.payments.set(String(endingId) + ' ended', { orderId, invoiceId, amount });
    },
    PaymentClearanceWithdrawn: (_, { paymentId }) => this.payments.delete(String(paymentId)),
  };

  hear({ category, type, id, data }: LogEvent): void {
    if (category.startsWith('procurement.')) this.on[type]?.(id, data);
  }

  orderOf(invoiceId: string): string {
    return this.invoices.get(invoiceId)?.orderId ?? '';
  }

  lineOf(orderId: string, orderLine: number): OrderedLine | undefined {
    return this.orders.get(orderId)?.find((line) => line.orderLine === orderLine);
  }

  /** Lines of an order's requisition of which more is ordered than was asked for. */
  overOrdered(orderId: string): readonly number[] {
    const requestId = this.requestOf.get(orderId) ?? '';
    const lines = [...this.issued]
      .filter((id) => this.requestOf.get(id) === requestId)
      .flatMap((id) => this.orders.get(id) ?? []);
    const asked = this.requests.get(requestId) ?? [];
    const over = asked.filter(({ line, quantity }) => {
      const own = lines.filter(({ requisitionLine }) => requisitionLine === line);
      return sum(own.map((one) => thousandths(one.quantity))) > thousandths(quantity);
    });
    return over.map(({ line }) => line);
  }

  /** Lines of an invoice. */
  claimsOf(invoiceId: string): readonly Line[] {
    return this.invoices.get(invoiceId)?.lines ?? [];
  }

  /** Lines of all approved invoices on one line of an order. */
  approved(orderId: string, orderLine: number): readonly Line[] {
    return [...this.invoices.values()]
      .filter((invoice) => invoice.isApproved && invoice.orderId === orderId)
      .flatMap(({ lines }) => lines.filter((line) => line.orderLine === orderLine));
  }

  /** What approved invoices do not claim any more of a line of an order. */
  notClaimed(orderId: string, orderLine: number) {
    const own = this.gone.filter((one) => {
      const invoice = this.invoices.get(one.invoiceId);
      return one.orderLine === orderLine && invoice?.orderId === orderId && invoice.isApproved;
    });
    return {
      quantity: sum(own.map((one) => thousandths(one.quantity))),
      amount: sum(own.map((one) => units(one.claimed))),
    };
  }

  /** What other approved invoices claim of a line that is not paid yet, in thousandths. */
  notPaidByOthers(invoiceId: string, orderLine: number): bigint {
    const orderId = this.orderOf(invoiceId);
    const others = [...this.invoices].filter(
      ([id, one]) => id !== invoiceId && one.isApproved && one.orderId === orderId,
    );
    return sum(
      others.map(([id, { lines }]) => {
        const own = lines.filter((line) => line.orderLine === orderLine);
        const gone = this.gone.filter((g) => g.invoiceId === id && g.orderLine === orderLine);
        const claimed =
          sum(own.map(({ quantity }) => thousandths(quantity))) -
          sum(gone.map(({ quantity }) => thousandths(quantity)));
        const left = amounts(lines) - sum(gone.map((one) => units(one.claimed)));
        const paid = sum(
          [...this.payments.values()].filter((p) => p.invoiceId === id).map((p) => p.amount),
        );
        return left > paid && left > 0n ? (claimed * (left - paid)) / left : 0n;
      }),
    );
  }

  /** Accepted and not sent back, in thousandths. */
  accepted(orderId: string, orderLine: number): bigint {
    return sum(
      [...this.receipts.values()]
        .filter((receipt) => receipt.orderId === orderId)
        .flatMap(({ accepted }) => accepted.filter((line) => line.orderLine === orderLine))
        .map(({ quantity }) => thousandths(quantity)),
    );
  }

  /** At the prices that the order has now; each receipt may round once. */
  acceptedValue(orderId: string): bigint {
    const receipts = [...this.receipts.values()].filter(isOf(orderId));
    const value = (this.orders.get(orderId) ?? []).map((line) => {
      const accepted = this.accepted(orderId, line.orderLine);
      const whole = thousandths(line.quantity);
      const priced = rounded((accepted < whole ? accepted : whole) * units(line.unitPrice), 1_000n);
      return accepted >= whole ? units(line.amount) : priced;
    });
    return sum(value) + BigInt(receipts.length);
  }

  paid(orderId: string): bigint {
    return sum([...this.payments.values()].filter(isOf(orderId)).map(({ amount }) => amount));
  }

  /** What left before the goods and no invoice has recovered. */
  outstanding(orderId: string): bigint {
    const out = [...this.ahead.values()].filter((one) => one.isOut && one.orderId === orderId);
    return sum(out.map(({ amount }) => amount));
  }

  /** What the order allows of that. */
  allowed(orderId: string): bigint {
    const whole = sum((this.orders.get(orderId) ?? []).map(({ amount }) => units(amount)));
    return rounded(whole * thousandths(this.terms.get(orderId) ?? '0'), 100_000n);
  }

  private agree(orderId: string, advance: unknown): void {
    this.terms.set(orderId, (advance as { readonly percent?: string } | undefined)?.percent ?? '0');
  }

  private approve(id: string, isApproved: boolean): void {
    const invoice = this.invoices.get(id);
    if (invoice) this.invoices.set(id, { ...invoice, isApproved });
  }
}

const isOf =
  (orderId: string) =>
  (one: { readonly orderId: string }): boolean =>
    one.orderId === orderId;
