import type { LogEvent } from '../../system/system.js';
import { rounded, units, type Money } from '../amounts.js';
import type { OrderOnLine } from './order-on-line.js';

export interface Ordered {
  readonly budgetLineId: string;
  readonly amount: Money;
  readonly estimate: Money;
  readonly lastOfReservation: boolean;
}
interface Reserved {
  readonly whole: bigint;
  readonly wholeDocument: bigint;
  open: bigint;
  openDocument: bigint;
}
interface Taken {
  readonly minor: bigint;
  readonly document: bigint;
}
type Data = LogEvent['data'];

/** What requisitions have reserved, and what their orders have taken of it. */
export class Reservations {
  /** By reservation, then by budget line. */
  private readonly all = new Map<string, Map<string, Reserved>>();
  /** By `order line`. */
  private readonly orders = new Map<string, Taken>();
  /** What was open when an order was committed: others may give back before it is issued. */
  private readonly seen = new Map<string, Taken>();
  /** What a line says that an order takes, while nothing is issued. */
  private readonly trials = new Map<string, bigint>();

  reserve(id: string, lineId: string, reserved: Reserved): void {
    const lines = this.all.get(id) ?? new Map<string, Reserved>();
    this.all.set(id, lines.set(lineId, reserved));
  }

  end(id: string): void {
    this.all.delete(id);
  }

  open(): readonly (readonly [string, bigint])[] {
    return [...this.all.values()].flatMap((lines) =>
      [...lines].map(([id, { open }]) => [id, open] as const),
    );
  }

  /** The order's share of a reservation by its estimate; the last order takes the rest. */
  consume(id: string, orderId: string, line: Ordered): void {
    const { budgetLineId, estimate, lastOfReservation } = line;
    const reserved = this.all.get(id)?.get(budgetLineId);
    if (!reserved) return;
    const key = `${orderId} ${budgetLineId}`;
    const now = { minor: reserved.open, document: reserved.openDocument };
    const open = this.seen.get(key) ?? now;
    this.seen.delete(key);
    const document = units(estimate);
    const isLast = lastOfReservation || document >= open.document;
    const share = rounded(reserved.whole * document, reserved.wholeDocument);
    const minor = isLast || share > open.minor ? open.minor : share;
    const taken = { minor, document: isLast ? open.document : document };
    reserved.open -= taken.minor;
    reserved.openDocument -= taken.document;
    this.orders.set(key, taken);
  }

  /** A line has taken something for an order; the order is issued when all lines have. */
  taken({ reservationId, commitmentId, amount }: Data, lineId: string): void {
    if (typeof commitmentId !== 'string') return;
    const key = `${commitmentId} ${lineId}`;
    const reserved = this.all.get(String(reservationId))?.get(lineId);
    if (reserved && !this.seen.has(key))
      this.seen.set(key, { minor: reserved.open, document: reserved.openDocument });
    this.trials.set(key, (this.trials.get(key) ?? 0n) + units(amount as Money));
  }

  /**
   * An order gives back what it took: at least what it had itself, at most all. What it left over
   * may be used by now, also where another line has refused and nothing was ever issued.
   */
  reinstate(
    { reservationId, commitmentId, amount }: Data,
    { lineId, order }: { readonly lineId: string; readonly order: OrderOnLine | undefined },
  ): void {
    const key = `${String(commitmentId)} ${lineId}`;
    const trial = this.trials.get(key) ?? 0n;
    this.trials.delete(key);
    this.seen.delete(key);
    const reserved = this.all.get(String(reservationId))?.get(lineId);
    if (!reserved) return;
    const again = units(amount as Money);
    const taken = this.orders.get(key);
    if (!order || !taken) {
      reserved.open -= trial > again ? trial - again : 0n;
      return;
    }
    const given = order.given(taken.minor);
    const most = again < taken.minor ? again : taken.minor;
    reserved.open += most > given ? most : given;
    reserved.openDocument += taken.document;
  }
}
