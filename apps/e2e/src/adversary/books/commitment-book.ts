import type { LogEvent } from '../system/system.js';
import { sum, units, type Money } from './amounts.js';
import type { Evidence } from './evidence.js';

/** An order on a budget line, as budgets has booked it. */
export interface Booked {
  readonly orderId: string;
  readonly lineId: string;
  /** All that was committed and adjusted, in the line's currency and in the order's. */
  readonly whole: bigint;
  readonly wholeDocument: bigint;
  /** What was committed at a time: more may be committed later, at another rate. */
  readonly rates: readonly { readonly amount: bigint; readonly document: bigint }[];
  readonly open: bigint;
  readonly openDocument: bigint;
  readonly accrued: bigint;
  /** The same in the order's currency. */
  readonly accruedDocument: bigint;
  readonly settled: bigint;
  readonly advances: bigint;
  /** Deliveries that wait for funds, in the order's currency. */
  readonly held: ReadonlyMap<string, bigint>;
  /** Events that moved the open amount: each may round once. */
  readonly steps: number;
}

const nothing = (orderId: string, lineId: string): Booked => ({
  ...{ orderId, lineId, rates: [], whole: 0n, wholeDocument: 0n, open: 0n, openDocument: 0n },
  ...{ accrued: 0n, accruedDocument: 0n, settled: 0n, advances: 0n, held: new Map(), steps: 0 },
});

type Sum = 'whole' | 'open' | 'accrued' | 'settled' | 'advances';

/** What each event does to a commitment; those of `whole` and `open` in both currencies. */
const adds: Readonly<Record<string, Readonly<Partial<Record<Sum, 1n | -1n>>>>> = {
  FundsCommitted: { whole: 1n, open: 1n },
  CommitmentAdjusted: { whole: 1n, open: 1n },
  CommitmentAdjustmentTakenBack: { whole: 1n, open: 1n },
  CommitmentRepriced: { whole: 1n, open: 1n },
  CommitmentCarriedOut: { whole: -1n, open: -1n },
  CommitmentCarriedIn: { whole: 1n, open: 1n },
  CommitmentCarryInTakenBack: { whole: -1n, open: -1n },
  CommitmentCarryOutTakenBack: { whole: 1n, open: 1n },
  CommitmentCancelled: { whole: -1n, open: -1n },
  CommitmentReleased: { open: -1n },
  CommitmentLiquidated: { open: -1n },
  CommitmentReinstated: { open: 1n },
  ExpenditureAccrued: { accrued: 1n },
  ExpenditureReversed: { accrued: -1n },
  DeliveriesRepriced: { accrued: 1n },
  RepricingTakenBack: { accrued: 1n },
  ExpenditureCredited: { accrued: -1n },
  AccrualSettled: { settled: 1n },
  SettlementReversed: { settled: -1n },
  AdvanceRecorded: { advances: 1n },
  AdvanceLiquidated: { advances: -1n },
  AdvanceReturned: { advances: -1n },
  ReceivableRecognised: { advances: 1n },
  RefundRecorded: { advances: -1n },
  AdvanceWrittenOff: { advances: -1n, accrued: 1n, settled: 1n },
  WriteOffReturned: { accrued: -1n, settled: -1n },
};

/** A loss is charged to the line, and is no delivery. */
const OF_LOSS = /^(AdvanceWrittenOff|WriteOffReturned)$/;

function moved(booked: Booked, { type, data }: LogEvent): Booked {
  const amount = units(data['amount'] as Money);
  const document = data['documentAmount'] ? units(data['documentAmount'] as Money) : 0n;
  const by = adds[type] ?? {};
  const part = (name: Sum): bigint => booked[name] + (by[name] ?? 0n) * amount;
  const isMore = by.whole === 1n && document > 0n;
  return {
    ...booked,
    rates: isMore ? [...booked.rates, { amount, document }] : booked.rates,
    ...{ whole: part('whole'), open: part('open'), accrued: part('accrued') },
    ...{ settled: part('settled'), advances: part('advances') },
    wholeDocument: booked.wholeDocument + (by.whole ?? 0n) * document,
    openDocument: booked.openDocument + (by.open ?? 0n) * document,
    accruedDocument:
      booked.accruedDocument + (OF_LOSS.test(type) ? 0n : (by.accrued ?? 0n) * document),
    steps: booked.steps + (by.open === undefined ? 0 : 1),
  };
}

function holding(booked: Booked, { type, data }: LogEvent): Booked {
  const held = new Map(booked.held);
  const id = String(data['deliveryId']);
  if (type === 'DeliveryHeld') held.set(id, units(data['documentAmount'] as Money));
  if (type === 'HeldDeliveryWithdrawn' || type === 'ExpenditureAccrued') held.delete(id);
  return { ...booked, held };
}

interface Part {
  readonly liquidated: Money;
  readonly liquidatedDocument: Money;
}

/** Another price of what is delivered: its commitment had been of that price from the beginning. */
function pricing(booked: Booked, { data }: LogEvent): Booked {
  const parts = (data['parts'] ?? []) as readonly Part[];
  return {
    ...booked,
    whole: booked.whole + sum(parts.map(({ liquidated }) => units(liquidated))),
    wholeDocument:
      booked.wholeDocument + sum(parts.map(({ liquidatedDocument: part }) => units(part))),
    steps: booked.steps + parts.length,
  };
}

/** Every order on every line, by `order line`. */
export function commitmentsOf(evidence: Evidence): ReadonlyMap<string, Booked> {
  const book = new Map<string, Booked>();
  for (const event of evidence.events) {
    const { category, id, type, data } = event;
    const orderId = data['commitmentId'];
    if (category !== 'budgets.BudgetLine' || typeof orderId !== 'string') continue;
    const key = `${orderId} ${id}`;
    const known = book.get(key) ?? nothing(orderId, id);
    const before = pricing(holding(known, event), event);
    book.set(key, Object.hasOwn(adds, type) ? moved(before, event) : before);
  }
  return book;
}
