import type { LogEvent } from '../../system/system.js';
import { converted, rateOf, units, type Money } from '../amounts.js';
import { RateBook } from '../rates.js';
import {
  amountsOf,
  booked,
  byLine,
  idOrNull,
  shownIn,
  textOf,
  type Amount,
  type Data,
} from './booked.js';
import { carry } from './carry.js';
import { Changes, type PriceChange } from './changes.js';
import { OrderOnLine } from './order-on-line.js';
import { Queue } from './queue.js';
import { Reservations, type Ordered } from './reservations.js';

/** Columns that follow from the documents of procurement. */
const columns = ['R', 'C', 'X', 'P', 'V', 'S'] as const;
export type Column = (typeof columns)[number];

type Hear = (data: Data, id: string, event: LogEvent) => void;

/**
 * The figures of all budget lines, computed a second time from what procurement's documents say:
 * one line for each event that changes them. Of budgets it knows the currencies of the lines, in
 * which order and on which day documents were booked, which deliveries had to wait for funds, and
 * how much of what a cancelled order gave back could be reserved again.
 */
export class SecondBook {
  private readonly rates = new RateBook();
  private readonly currencies = new Map<string, string>();
  private readonly requests = new Map<string, Data>();
  private readonly reservations = new Reservations();
  private readonly orders = new Map<string, Map<string, OrderOnLine>>();
  private readonly queue = new Queue();
  private readonly changes: Changes;

  private readonly on: Readonly<Record<string, Hear>> = {
    BudgetLineDrafted: ({ currency }, id) => this.currencies.set(id, textOf(currency)),
    RequisitionSubmitted: (data) => this.requests.set(textOf(data['reservationId']), data),
    RequisitionFundsReserved: ({ reservationId }) => this.reserve(textOf(reservationId)),
    RequisitionReturned: ({ reservationId }) => this.reservations.end(textOf(reservationId)),
    RequisitionCancelled: ({ reservationId }) => this.reservations.end(textOf(reservationId)),
    RequisitionClosed: ({ reservationId }) => this.reservations.end(textOf(reservationId)),
    RequisitionClosedEarly: ({ reservationId }) => this.reservations.end(textOf(reservationId)),
    PurchaseOrderApproved: (data, id) => this.requests.set(id, data),
    PurchaseOrderIssued: (_, id) => this.commit(id),
    PurchaseOrderClosed: (_, id) => this.end(id, (order) => order.end('closed')),
    PurchaseOrderTerminated: (_, id) => this.end(id, (order) => order.end('terminated')),
    PurchaseOrderCancelled: (_, id) => this.end(id, (order) => order.cancel()),
    ReceiptPosted: (data, id) => this.deliver(data, id),
    ReceiptReversed: ({ orderId, lines }, id) =>
      this.each({ orderId, lines }, `reversal ${id}`, (order) => order.reverse(id)),
    PaymentReleased: (data, id) => this.pay(data, id),
    AdvanceRecovered: (data, orderId) => this.recover(data, orderId),
    PaymentReturned: ({ orderId, lines, effectiveAt }, id) =>
      this.each({ orderId, lines }, `return ${id}`, (order, _, event) =>
        order.payBack(id, event?.effectiveAt ?? textOf(effectiveAt)),
      ),
    OrderCarryOverRequested: (data) => this.requests.set(textOf(data['carryOverId']), data),
    OrderCarriedOver: ({ carryOverId }, id) =>
      carry(this.orders.get(id), this.requests.get(textOf(carryOverId))?.['lines']),
    ReceivableRefunded: (data, id) => this.refund(data, id),
    ReceivableOffset: (data, id) => {
      const { againstOrderId, endingId, effectiveAt: valueDate } = data;
      this.refund(data, id);
      const paid = { orderId: againstOrderId, lines: byLine(data['againstLines']), valueDate };
      this.pay(paid, textOf(endingId));
    },
    WriteOffCounted: (data, id) => this.losses.set(id, data),
    WriteOffEnded: ({ except }, id) => this.lose(id, except as readonly string[]),
    CreditBooked: ({ lines, creditNoteId }, orderId) =>
      this.each(
        { orderId, lines: byLine(lines) },
        `credit ${textOf(creditNoteId)}`,
        (order, { amount }, event) => order.credit(units(amount), event?.effectiveAt ?? ''),
      ),
    PriceAdjustmentRequested: (data, id) => this.askChange(data, id),
    OrderAdjustmentRequested: (data, id) => this.askChange(data, id),
    DeliveriesRepriced: ({ repricingId }, lineId, { effectiveAt }) =>
      this.changes.made(textOf(repricingId), lineId, effectiveAt),
    CommitmentAdjusted: ({ adjustmentId }, lineId) =>
      this.changes.made(textOf(adjustmentId), lineId),
    PriceAdjusted: ({ adjustmentId }) => this.changes.grant(textOf(adjustmentId)),
    ReservationConsumed: (data, lineId) => this.reservations.taken(data, lineId),
    ReservationReleased: (data, lineId) => this.reservations.taken(data, lineId),
    ReservationReinstated: (data, lineId) =>
      this.reservations.reinstate(data, {
        lineId,
        order: this.orders.get(textOf(data['commitmentId']))?.get(lineId),
      }),
  };

  /** Write-offs that budgets was asked for, by receivable. */
  private readonly losses = new Map<string, Data>();

  constructor(events: readonly LogEvent[]) {
    this.changes = new Changes(events);
    for (const event of events) {
      const { type, id, data } = event;
      this.rates.hear(event);
      const key = booked[type]?.(data);
      if (key !== undefined) this.queue.until(`${textOf(data['commitmentId'])} ${id}`, key, event);
      this.on[type]?.(data, id, event);
    }
  }

  /** The figures at the end, by budget line. */
  figures(): ReadonlyMap<string, Readonly<Record<Column, bigint>>> {
    this.queue.rest();
    this.changes.rest();
    const none = { R: 0n, C: 0n, X: 0n, P: 0n, V: 0n, S: 0n };
    const lines = new Map<string, Record<Column, bigint>>();
    for (const id of this.currencies.keys()) lines.set(id, { ...none });
    const add = (id: string, figures: Partial<Record<Column, bigint>>): void => {
      const line = lines.get(id) ?? none;
      for (const column of columns) line[column] += figures[column] ?? 0n;
    };
    for (const [id, R] of this.reservations.open()) add(id, { R });
    for (const order of this.orders.values()) {
      for (const [id, { figures }] of order) add(id, figures);
    }
    return lines;
  }

  private converted(amount: Money, lineId: string, date: unknown): bigint {
    const to = this.currencies.get(lineId) ?? '';
    return converted(amount, to, { date: textOf(date), rates: this.rates.now });
  }

  private rate({ currency }: Money, lineId: string, date: unknown): string {
    const to = this.currencies.get(lineId) ?? '';
    return rateOf(currency, to, { date: textOf(date), rates: this.rates.now });
  }

  private reserve(reservationId: string): void {
    const { lines, effectiveAt } = this.requests.get(reservationId) ?? {};
    for (const { budgetLineId, amount } of amountsOf(lines)) {
      const whole = this.converted(amount, budgetLineId, effectiveAt);
      this.reservations.reserve(reservationId, budgetLineId, {
        ...{ whole, wholeDocument: units(amount), open: whole, openDocument: units(amount) },
      });
    }
  }

  private commit(orderId: string): void {
    const { lines, effectiveAt, reservationId } = this.requests.get(orderId) ?? {};
    const order = new Map<string, OrderOnLine>();
    for (const line of lines as readonly Ordered[]) {
      const { budgetLineId, amount } = line;
      const whole = this.converted(amount, budgetLineId, effectiveAt);
      const rate = this.rate(amount, budgetLineId, effectiveAt);
      const date = textOf(effectiveAt);
      const at = { date, rates: this.rates.now };
      const atFirst = (minor: bigint): bigint =>
        converted(shownIn(minor, amount.currency), this.currencies.get(budgetLineId) ?? '', at);
      order.set(budgetLineId, new OrderOnLine(whole, units(amount), { rate, atFirst }));
      this.reservations.consume(textOf(reservationId), orderId, line);
    }
    this.orders.set(orderId, order);
  }

  private end(orderId: string, how: (order: OrderOnLine) => void): void {
    for (const [lineId, order] of this.orders.get(orderId) ?? []) {
      this.queue.add(`${orderId} ${lineId}`, 'end', () => how(order));
    }
  }

  private deliver({ orderId, lines, deliveredOn }: Data, id: string): void {
    this.each({ orderId, lines }, `delivery ${id}`, (order, { amount, budgetLineId }, event) => {
      const { currency } = amount;
      const date = event?.effectiveAt ?? textOf(deliveredOn);
      const rate = this.rate(amount, budgetLineId, deliveredOn);
      const at = (minor: bigint): bigint =>
        this.converted(shownIn(minor, currency), budgetLineId, deliveredOn);
      const delivered = { date, document: units(amount), rate, at };
      if (event?.type !== 'DeliveryHeld') return order.deliver(id, delivered);
      order.wait(id, delivered.document);
      const late = (accrued?: LogEvent): void =>
        order.deliver(id, { ...delivered, date: accrued?.effectiveAt ?? date });
      this.queue.later(`${textOf(orderId)} ${budgetLineId}`, `delivery ${id}`, late);
    });
  }

  private pay({ orderId, lines, valueDate, invoiceId }: Data, id: string): void {
    this.each({ orderId, lines }, `payment ${id}`, (order, { amount, budgetLineId }, event) => {
      const paid = {
        date: event?.effectiveAt ?? textOf(valueDate),
        document: units(amount),
        cash: this.converted(amount, budgetLineId, valueDate),
      };
      if (invoiceId === null) order.payAhead(id, paid);
      else order.pay(id, paid);
    });
  }

  /** What an invoice uses of an advance on each budget line. */
  private recover({ paymentId, invoiceId, lines }: Data, orderId: string): void {
    const key = `recovery ${textOf(invoiceId)} ${textOf(paymentId)}`;
    this.each({ orderId, lines: byLine(lines) }, key, (order, { amount }) =>
      order.recover(textOf(paymentId), units(amount)),
    );
  }

  private refund({ purchaseOrderId: orderId, lines, advanceId }: Data, id: string): void {
    this.each({ orderId, lines: byLine(lines) }, `refund ${id}`, (order, { amount }) =>
      order.refund(units(amount), idOrNull(advanceId)),
    );
  }

  /** What the lines have written off; those that refused have lost nothing. */
  private lose(id: string, except: readonly string[]): void {
    const { purchaseOrderId: orderId, lines, advanceId } = this.losses.get(id) ?? {};
    const lost = byLine(lines).filter((line) => !except.includes(line.budgetLineId));
    this.each({ orderId, lines: lost }, `loss ${id}`, (order, { amount }) =>
      order.lose(units(amount), idOrNull(advanceId)),
    );
  }

  private askChange({ adjustmentId, lines, purpose, effectiveAt }: Data, orderId: string): void {
    for (const { budgetLineId, accepted, open } of lines as readonly PriceChange[]) {
      const order = this.orders.get(orderId)?.get(budgetLineId);
      const minor = this.converted(open, budgetLineId, effectiveAt);
      const rate = this.rate(open, budgetLineId, effectiveAt);
      this.changes.ask(textOf(adjustmentId), budgetLineId, (date = textOf(effectiveAt)) =>
        purpose === 'amendment'
          ? order?.amend(units(open), { minor, rate })
          : order?.reprice(units(accepted), units(open), date),
      );
    }
  }

  private each(
    { orderId, lines }: { readonly orderId: unknown; readonly lines: unknown },
    key: string,
    change: (order: OrderOnLine, line: Amount, event?: LogEvent) => void,
  ): void {
    for (const line of amountsOf(lines)) {
      const order = this.orders.get(textOf(orderId))?.get(line.budgetLineId);
      const name = `${textOf(orderId)} ${line.budgetLineId}`;
      if (order) this.queue.add(name, key, (event) => change(order, line, event));
    }
  }
}
