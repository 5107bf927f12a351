import { sum, units, type Money } from '../books/amounts.js';
import type { Check, Evidence, Finding } from '../books/evidence.js';
import type { LogEvent } from '../system/system.js';

type Rule = 'debts.bank-movement' | 'debts.write-offs';
type Found = Finding & { readonly rule: Rule };

interface Movement {
  readonly bankReference: string;
  readonly vendorId: string;
  readonly valueDate: string;
  readonly amount: Money;
  readonly transferAmount: Money | null;
}
/** Where a document asks for a movement of the bank, and where it has it. */
const MOVED: Readonly<Record<string, string>> = {
  PaymentConfirmationRequested: 'PaymentConfirmed',
  RefundSetAside: 'ReceivableRefunded',
};

/** A movement of the bank is one document's, or those that are said to be parts of it. */
function movements({ events }: Evidence): readonly Found[] {
  const all = new Map<string, Movement[]>();
  for (const { type, id, data, position } of events) {
    const here = MOVED[type];
    const movement = data['movement'] as Movement;
    const next = events.find((one) => one.id === id && one.position > position);
    if (here === undefined || next?.type !== here) continue;
    const payer = type === 'RefundSetAside' ? movement.vendorId : 'ours';
    const key = `${type} ${payer} ${movement.bankReference.toLowerCase()}`;
    all.set(key, [...(all.get(key) ?? []), movement]);
  }
  return [...all].flatMap(([key, parts]) => {
    const whole = parts.find((one) => one.transferAmount !== null)?.transferAmount;
    const moved = sum(parts.map(({ amount }) => units(amount)));
    const isOne = parts.length === 1 || (whole && moved <= units(whole));
    return isOne ? [] : [{ rule: 'debts.bank-movement' as const, text: `${key} ${parts.length}×` }];
  });
}

interface WriteOff {
  readonly orderId: string;
  readonly limit: Money;
  readonly values: readonly { readonly budgetLineId: string; readonly value: Money }[];
}

/** All that is written off of one order stays within the limit of the last time. */
function writeOffs({ events }: Evidence): readonly Found[] {
  const asked = new Map<string, WriteOff>();
  const lost = new Map<string, bigint>();
  const end = ({ id, data, position }: LogEvent): readonly Found[] => {
    const { orderId, limit, values } = asked.get(id) as WriteOff;
    const except = data['except'] as readonly string[];
    const booked = values.filter(({ budgetLineId }) => !except.includes(budgetLineId));
    const all = (lost.get(orderId) ?? 0n) + sum(booked.map(({ value }) => units(value)));
    lost.set(orderId, all);
    const text = `${id} at ${position}: ${all} of ${units(limit)}`;
    return booked.length > 0 && all > units(limit) ? [{ rule: 'debts.write-offs', text }] : [];
  };
  return events.flatMap((event) => {
    if (event.type === 'WriteOffSetAside') asked.set(event.id, event.data['writeOff'] as WriteOff);
    return event.type === 'WriteOffEnded' ? end(event) : [];
  });
}

/** What vendors owe, and what the bank says of it and of payments. */
export const debts: Check<Rule> = {
  rules: ['debts.bank-movement', 'debts.write-offs'],
  find: (evidence) => [...movements(evidence), ...writeOffs(evidence)],
};
