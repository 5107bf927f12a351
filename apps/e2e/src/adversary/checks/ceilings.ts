import { shown, sum, units, type Money } from '../books/amounts.js';
import type { Check, Evidence, Finding } from '../books/evidence.js';
import type { LogEvent } from '../system/system.js';

type Rule =
  | 'ceilings.invoice'
  | 'ceilings.contribution'
  | 'ceilings.agreement'
  | 'ceilings.project'
  | 'ceilings.transfers'
  | 'ceilings.one-fund-and-year';
type Found = Finding & { readonly rule: Rule };

const at = (event: LogEvent): string => `${event.type} of ${event.id} at ${event.position}`;
const money = (value: unknown): bigint => units(value as Money);
const linesOf = (data: LogEvent['data']): bigint =>
  sum((data['lines'] as readonly { amount: Money }[]).map(({ amount }) => units(amount)));

/** What is taken of something, by the part, and how much there is of it. */
interface Ceiling {
  most: bigint;
  readonly taken: Map<string, bigint>;
}

type Step = (ceiling: Ceiling, event: LogEvent) => void;

const takes =
  (part: string, amount: (data: LogEvent['data']) => bigint): Step =>
  ({ taken }, { data }) =>
    taken.set(String(data[part]), amount(data));
const frees =
  (part: string): Step =>
  ({ taken }, { data }) =>
    taken.delete(String(data[part]));
const holds =
  (amount: (data: LogEvent['data']) => bigint): Step =>
  (ceiling, { data }) =>
    void (ceiling.most = amount(data));
const grows =
  (field: string): Step =>
  (ceiling, { data }) =>
    void (ceiling.most += money(data[field]));

/**
 * Follows the streams of a log, and tells where more is taken than there is: after each event, or
 * after those that are named.
 */
function exceeded(
  { events }: Evidence,
  { rule, after }: { readonly rule: Rule; readonly after?: readonly string[] },
  steps: Readonly<Record<string, Step>>,
): readonly Found[] {
  const ceilings = new Map<string, Ceiling>();
  return events.flatMap((event) => {
    const step = steps[event.type];
    if (!step) return [];
    const ceiling = ceilings.get(event.id) ?? { most: 0n, taken: new Map<string, bigint>() };
    ceilings.set(event.id, ceiling);
    step(ceiling, event);
    const taken = sum(ceiling.taken.values());
    const text = `${at(event)}: ${shown(taken)} of ${shown(ceiling.most)}`;
    return taken > ceiling.most && (after ?? [event.type]).includes(event.type)
      ? [{ rule, text }]
      : [];
  });
}

const invoiced: Readonly<Record<string, Step>> = {
  InvoiceRegistered: holds(linesOf),
  InvoiceCorrected: holds(linesOf),
};
const credited: Readonly<Record<string, Step>> = {
  CreditAllocated: takes('creditNoteId', linesOf),
  CreditAllocationReleased: frees('creditNoteId'),
};

/** Credit notes take no more of an invoice than it is for, paid or not. */
const ofCredits = { ...invoiced, ...credited };

/** A payment takes no more than payments and credit notes have left of it. */
const ofInvoices: Readonly<Record<string, Step>> = {
  ...ofCredits,
  PaymentAllocated: takes('paymentId', linesOf),
  PaymentAllocationReleased: frees('paymentId'),
  /** It was overpaid, and that much has come back. */
  InvoiceOverpaymentEnded: takes('endingId', (data) => -linesOf(data)),
};

/** No more of a contribution is allotted than was received. */
const ofContributions: Readonly<Record<string, Step>> = {
  ContributionReceived: grows('amount'),
  ContributionAllotted: takes('allotmentId', ({ amount }) => money(amount)),
  ContributionAllotmentReleased: ({ taken }, { data }) => {
    const part = String(data['allotmentId']);
    taken.set(part, (taken.get(part) ?? 0n) - money(data['amount']));
  },
};

/** No more is received than was agreed. */
const ofAgreements: Readonly<Record<string, Step>> = {
  ContributionAgreed: holds(({ amount }) => money(amount)),
  ContributionReceived: takes('receipt', ({ amount }) => money(amount)),
};

const SHARE = 20n;

/** A fifth of what a line was allotted may leave it by transfers. */
const ofTransfers: Readonly<Record<string, Step>> = {
  FundsAllotted: (ceiling, { data }) => void (ceiling.most += money(data['amount'])),
  TransferHeld: takes('transferId', ({ amount }) => money(amount) * (100n / SHARE)),
  TransferHoldReleased: frees('transferId'),
};

/** What is allotted to the lines of a quick-impact project, in dollars. */
function projects({ events }: Evidence): readonly Found[] {
  const ceilings = new Map<string, bigint>();
  const allotted = new Map<string, bigint>();
  return events.flatMap((event) => {
    const { type, id, data } = event;
    const profile = data['profile'] as { kind: string; ceiling: Money } | undefined;
    if (profile && (type === 'ProjectIdentified' || type === 'ProjectRevised')) {
      ceilings.delete(id);
      if (profile.kind === 'qip') ceilings.set(id, units(profile.ceiling));
    }
    const sign = { AllotmentCounted: 1n, AllotmentUncounted: -1n }[type];
    if (sign === undefined) return [];
    const now = (allotted.get(id) ?? 0n) + sign * money(data['counted']);
    allotted.set(id, now);
    const most = ceilings.get(id);
    if (most === undefined || now <= most || sign < 0n) return [];
    return [
      { rule: 'ceilings.project' as const, text: `${at(event)}: ${shown(now)} of ${shown(most)}` },
    ];
  });
}

/** Money stays in its fund, its year and its currency. */
function transfers({ events }: Evidence): readonly Found[] {
  const keys = new Map<string, string>();
  return events.flatMap((event) => {
    const { type, id, data } = event;
    if (type === 'BudgetLineDrafted') {
      const { fund, fiscalYear } = data['coding'] as Readonly<Record<string, string>>;
      keys.set(id, `${fund} ${fiscalYear} ${String(data['currency'])}`);
    }
    if (type !== 'BudgetTransferApproved') return [];
    const [from, to] = ['fromLineId', 'toLineId'].map((end) => String(data[end]));
    const text = `${at(event)}: ${from} to ${to}`;
    const fits = from !== to && keys.get(from ?? '') === keys.get(to ?? '');
    return fits ? [] : [{ rule: 'ceilings.one-fund-and-year' as const, text }];
  });
}

/** Nothing takes more than there is of what it is taken from. */
export const ceilings: Check<Rule> = {
  rules: [
    'ceilings.invoice',
    'ceilings.contribution',
    'ceilings.agreement',
    'ceilings.project',
    'ceilings.transfers',
    'ceilings.one-fund-and-year',
  ],
  find: (evidence) => [
    ...exceeded(evidence, { rule: 'ceilings.invoice' }, ofCredits),
    ...exceeded(evidence, { rule: 'ceilings.invoice', after: ['PaymentAllocated'] }, ofInvoices),
    ...exceeded(evidence, { rule: 'ceilings.contribution' }, ofContributions),
    ...exceeded(evidence, { rule: 'ceilings.agreement' }, ofAgreements),
    ...exceeded(evidence, { rule: 'ceilings.transfers' }, ofTransfers),
    ...projects(evidence),
    ...transfers(evidence),
  ],
};
