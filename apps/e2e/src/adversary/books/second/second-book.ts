import type { LogEvent } from '../../system/system.js';
import { converted, rounded, units, type Money } from '../amounts.js';
import { RateBook } from '../rates.js';
import { OrderOnLine } from './order-on-line.js';

interface Amount {
  readonly budgetLineId: string;
  readonly amount: Money;
}
interface Ordered extends Amount {
  readonly estimate: Money;
  readonly lastOfReservation: boolean;
}
interface Reserved {
  readonly whole: bigint;
  readonly wholeDocument: bigint;
  open: bigint;
  openDocument: bigint;
}

/** Columns that follow from the documents of procurement. */
const columns = ['R', 'C', 'X', 'P', 'V', 'S'] as const;
export type Column = (typeof columns)[number];

type Hear = (data: LogEvent['data'], id: string, event: LogEvent) => void;
const textOf = (value: unknown): string => String(value);
const amountsOf = (value: unknown): readonly Amount[] => value as readonly Amount[];

/**
 * The figures of all budget lines, computed a second time from what procurement's documents say:
 * one line for each event that changes them. Of budgets it knows the currencies of the lines, and
 * which deliveries had to wait for funds.
 */
export class SecondBook {
  private readonly rates = new RateBook();
  private readonly currencies = new Map<string, string>();
  private readonly requests = new Map<string, LogEvent['data']>();
  /** By reservation, then by budget line. */
  private readonly reservations = new Map<string, Map<string, Reserved>>();
  private readonly orders = new Map<string, Map<string, OrderOnLine>>();

  private readonly on: Readonly<Record<string, Hear>> = {
    BudgetLineDrafted: ({ currency }, id) => this.currencies.set(id, textOf(currency)),
    RequisitionSubmitted: (data) => this.requests.set(textOf(data['reservationId']), data),
    RequisitionFundsReserved: ({ reservationId }) => this.reserve(textOf(reservationId)),
    RequisitionReturned: ({ reservationId }) => this.reservations.delete(textOf(reservationId)),
    RequisitionCancelled: ({ reservationId }) => this.reservations.delete(textOf(reservationId)),
    PurchaseOrderApproved: (data, id) => this.requests.set(id, data),
    PurchaseOrderIssued: (_, id) => this.commit(id),
    PurchaseOrderClosed: (_, id) => this.end(id),
    PurchaseOrderTerminated: (_, id) => this.end(id),
    PurchaseOrderCancelled: (_, id) => this.end(id),
    ReceiptPosted: (data, id) => this.deliver(data, id),
    ReceiptReversed: ({ orderId, lines }, id) =>
      this.each(orderId, lines, (order) => order.reverse(id)),
    PaymentReleased: ({ orderId, lines, valueDate }, id) =>
      this.each(orderId, lines, (order, { amount, budgetLineId }) =>
        order.pay(id, {
          document: units(amount),
          cash: this.converted(amount, budgetLineId, valueDate),
        }),
      ),
    PaymentReturned: ({ orderId, lines }, id) =>
      this.each(orderId, lines, (order) => order.payBack(id)),
    ExpenditureAccrued: (data, lineId) => this.deliverLate(data, lineId),
  };

  constructor(events: readonly LogEvent[]) {
    this.held = new Set(
      events
        .filter(({ type }) => type === 'DeliveryHeld')
        .map(({ id, data }) => `${textOf(data['deliveryId'])} ${id}`),
    );
    for (const event of events) {
      this.rates.hear(event);
      this.on[event.type]?.(event.data, event.id, event);
    }
  }

  /** `receipt line` of deliveries that had to wait. */
  private readonly held: ReadonlySet<string>;
  private readonly late = new Map<string, { document: bigint; accrued: bigint }>();

  /** The figures at the end, by budget line. */
  figures(): ReadonlyMap<string, Readonly<Record<Column, bigint>>> {
    const none = { R: 0n, C: 0n, X: 0n, P: 0n, V: 0n, S: 0n };
    const lines = new Map<string, Record<Column, bigint>>();
    for (const id of this.currencies.keys()) lines.set(id, { ...none });
    const add = (id: string, figures: Partial<Record<Column, bigint>>): void => {
      const line = lines.get(id) ?? none;
      for (const column of columns) line[column] += figures[column] ?? 0n;
    };
    for (const reserved of this.reservations.values()) {
      for (const [id, { open: R }] of reserved) add(id, { R });
    }
    for (const order of this.orders.values()) {
      for (const [id, { figures }] of order) add(id, figures);
    }
    return lines;
  }

  private converted(amount: Money, lineId: string, date: unknown): bigint {
    const to = this.currencies.get(lineId) ?? '';
    return converted(amount, to, { date: textOf(date), rates: this.rates.now });
  }

  private reserve(reservationId: string): void {
    const { lines, effectiveAt } = this.requests.get(reservationId) ?? {};
    const reserved = amountsOf(lines).map(({ budgetLineId, amount }) => {
      const [whole, wholeDocument] = [
        this.converted(amount, budgetLineId, effectiveAt),
        units(amount),
      ];
      const one = { whole, wholeDocument, open: whole, openDocument: wholeDocument };
      return [budgetLineId, one] as const;
    });
    this.reservations.set(reservationId, new Map(reserved));
  }

  private commit(orderId: string): void {
    const { lines, effectiveAt, reservationId } = this.requests.get(orderId) ?? {};
    const reserved = this.reservations.get(textOf(reservationId));
    const order = new Map<string, OrderOnLine>();
    for (const line of lines as readonly Ordered[]) {
      const { budgetLineId, amount } = line;
      const whole = this.converted(amount, budgetLineId, effectiveAt);
      order.set(budgetLineId, new OrderOnLine(whole, units(amount)));
      const of = reserved?.get(budgetLineId);
      if (of) consume(of, line);
    }
    this.orders.set(orderId, order);
  }

  private end(orderId: string): void {
    for (const order of this.orders.get(orderId)?.values() ?? []) order.end();
  }

  private deliver({ orderId, lines, deliveredOn }: LogEvent['data'], id: string): void {
    this.each(orderId, lines, (order, { amount, budgetLineId }) => {
      const document = units(amount);
      const accrued = this.converted(amount, budgetLineId, deliveredOn);
      const key = `${id} ${budgetLineId}`;
      if (!this.held.has(key)) return order.deliver(id, { document, accrued });
      this.late.set(key, { document, accrued });
      order.wait(id, document);
    });
  }

  /** Budgets has found the funds for a delivery that waited. */
  private deliverLate({ commitmentId, deliveryId }: LogEvent['data'], lineId: string): void {
    const waited = this.late.get(`${textOf(deliveryId)} ${lineId}`);
    const order = this.orders.get(textOf(commitmentId))?.get(lineId);
    if (waited) order?.deliver(textOf(deliveryId), waited);
  }

  private each(
    orderId: unknown,
    lines: unknown,
    change: (order: OrderOnLine, line: Amount) => void,
  ): void {
    for (const line of amountsOf(lines)) {
      const order = this.orders.get(textOf(orderId))?.get(line.budgetLineId);
      if (order) change(order, line);
    }
  }
}

/** The order's share of a reservation by its estimate; the last order takes the rest. */
function consume(reserved: Reserved, { estimate, lastOfReservation }: Ordered): void {
  const document = units(estimate);
  const isLast = lastOfReservation || document >= reserved.openDocument;
  const share = rounded(reserved.whole * document, reserved.wholeDocument);
  const minor = isLast || share > reserved.open ? reserved.open : share;
  reserved.open -= minor;
  reserved.openDocument -= isLast ? reserved.openDocument : document;
}
