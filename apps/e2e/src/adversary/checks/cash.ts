import { converted, shown, units, type Money } from '../books/amounts.js';
import type { Check, Evidence } from '../books/evidence.js';
import type { LogEvent } from '../system/system.js';
import { RateBook } from '../books/rates.js';

type Rule = 'cash.per-payment' | 'cash.in-total';

interface Line {
  readonly budgetLineId: string;
  readonly amount: Money;
}

/** What an offset pays on a budget line, of all its order lines. */
interface Offset {
  readonly amount: Money;
  readonly to: string;
  readonly at: Parameters<typeof converted>[2];
  readonly sum: bigint;
}

const linesOf = (data: LogEvent['data'], name: string): readonly Line[] =>
  (data[name] ?? []) as readonly Line[];

/** `payment line` → cash in the line's currency, as the payments themselves say it. */
function paid({ events }: Evidence): Map<string, bigint> {
  const rates = new RateBook();
  const currencies = new Map<string, string>();
  const cash = new Map<string, bigint>();
  const offsets = new Map<string, Offset>();
  const hear: Readonly<Record<string, (event: LogEvent) => void>> = {
    BudgetLineDrafted: ({ id, data }) => currencies.set(id, String(data['currency'])),
    PaymentReleased({ id, data }) {
      const at = { date: String(data['valueDate']), rates: rates.now };
      for (const { budgetLineId, amount } of linesOf(data, 'lines')) {
        const to = currencies.get(budgetLineId) ?? '';
        cash.set(`${id} ${budgetLineId}`, converted(amount, to, at));
      }
    },
    PaymentReturned({ id, data }) {
      for (const { budgetLineId } of linesOf(data, 'lines')) cash.delete(`${id} ${budgetLineId}`);
    },
    ReceivableOffset({ data }) {
      const at = { date: String(data['effectiveAt']), rates: rates.now };
      for (const { budgetLineId, amount } of linesOf(data, 'againstLines')) {
        const key = `${String(data['endingId'])} ${budgetLineId}`;
        const to = currencies.get(budgetLineId) ?? '';
        offsets.set(key, { amount, to, at, sum: (offsets.get(key)?.sum ?? 0n) + units(amount) });
      }
    },
  };
  for (const event of events) {
    rates.hear(event);
    hear[event.type]?.(event);
  }
  for (const [key, offset] of offsets) cash.set(key, cashOf(offset));
  return cash;
}

const cashOf = ({ amount: { currency }, to, at, sum }: Offset): bigint =>
  converted({ amount: shown(sum, currency), currency }, to, at);

const SIGNS: Readonly<Record<string, bigint>> = {
  ...{ DisbursementRecorded: 1n, AdvanceRecorded: 1n },
  ...{ DisbursementReturned: -1n, AdvanceReturned: -1n, WriteOffReturned: -1n },
};

/** The same as the budget lines have booked it; of a returned payment refunds came back before. */
function booked({ events }: Evidence): Map<string, bigint> {
  const cash = new Map<string, bigint>();
  const returned = new Set(
    events.filter(({ type }) => type === 'PaymentReturned').map(({ id }) => id),
  );
  for (const { type, id, data } of events) {
    const isBack = type === 'RefundRecorded' && returned.has(String(data['paymentId']));
    const sign = isBack ? -1n : SIGNS[type];
    if (sign === undefined) continue;
    const key = `${String(data['paymentId'])} ${id}`;
    cash.set(key, (cash.get(key) ?? 0n) + sign * units(data['amount'] as Money));
  }
  return cash;
}

/** What left the bank is what the lines have disbursed, by payment and in total. */
export const cash: Check<Rule> = {
  rules: ['cash.per-payment', 'cash.in-total'],
  find(evidence) {
    const [left, right] = [paid(evidence), booked(evidence)];
    const keys = [...new Set([...left.keys(), ...right.keys()])];
    const differences = keys.flatMap((key) => {
      const [one, other] = [left.get(key) ?? 0n, right.get(key) ?? 0n];
      if (one === other) return [];
      const text = `payment and line ${key}: paid ${shown(one)}, booked ${shown(other)}`;
      return [{ rule: 'cash.per-payment' as const, text }];
    });
    const total = (of: Map<string, bigint>) => [...of.values()].reduce((a, b) => a + b, 0n);
    if (total(left) === total(right)) return differences;
    const text = `paid ${shown(total(left))}, booked ${shown(total(right))}`;
    return [...differences, { rule: 'cash.in-total' as const, text }];
  },
};
