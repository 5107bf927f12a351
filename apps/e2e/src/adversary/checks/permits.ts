import type { Person } from '@tamani/kernel';
import { units, type Money } from '../books/amounts.js';
import { isSame, named } from '../books/chains.js';
import type { Check, Evidence, Finding } from '../books/evidence.js';
import { historyOf, own } from '../books/history-of.js';
import type { LogEvent } from '../system/system.js';

type Rule =
  | 'permits.open-line'
  | 'permits.spending-project'
  | 'permits.eligible-vendor'
  | 'permits.same-vendor-and-currency'
  | 'permits.two-persons';
type Found = Finding & { readonly rule: Rule };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Funds are set aside on open lines only. */
function openLines({ events }: Evidence): readonly Found[] {
  const status = historyOf(events, {
    BudgetLineOpened: own('open'),
    BudgetLineUnfrozen: own('open'),
    BudgetLineFrozen: own('frozen'),
    BudgetLineSoftClosed: own('soft_closed'),
    BudgetLineClosed: own('closed'),
  });
  return events.flatMap(({ type, id, data, position }) => {
    const isMore = type === 'CommitmentAdjusted' && units(data['amount'] as Money) > 0n;
    if (!isMore && type !== 'FundsReserved' && type !== 'FundsCommitted') return [];
    const now = status.at(id, position) ?? 'draft';
    const told = `${type} at ${position}: the line is ${now}`;
    return now === 'open' ? [] : [{ rule: 'permits.open-line' as const, text: told }];
  });
}

const RUNNING = ['approved', 'agreement_signed', 'implementation'];

/** Of projects that are approved and not suspended. */
function projects({ events }: Evidence): readonly Found[] {
  const status = historyOf(events, {
    ProjectIdentified: own('identified'),
    ProjectSubmitted: own('submitted'),
    ProjectApproved: own('approved'),
    AgreementSigned: own('agreement_signed'),
    ImplementationStarted: own('implementation'),
    ProjectSuspended: own('suspended'),
    ProjectCancelled: own('cancelled'),
    ProjectRejected: own('rejected'),
    ProjectResumed: ({ id, data }) => [id, text(data['to'])],
  });
  return events.flatMap(({ type, data, position }) => {
    if (type !== 'FundsReserved' && type !== 'FundsCommitted') return [];
    const { projectId } = data['coding'] as { readonly projectId: string | null };
    if (projectId === null) return [];
    const possible = status.near(projectId, position);
    if (possible.some((one) => one === undefined || RUNNING.includes(one))) return [];
    const told = `${type} at ${position}: project ${projectId} is ${possible.join(', ')}`;
    return [{ rule: 'permits.spending-project' as const, text: told }];
  });
}

/** Awards and payments go to eligible vendors. */
function vendors({ events }: Evidence): readonly Found[] {
  const status = historyOf(events, {
    VendorRegistered: own('registered'),
    VendorBecameEligible: own('eligible'),
    VendorSuspended: own('suspended'),
    VendorBecameIneligible: own('ineligible'),
  });
  return events.flatMap(({ type, data, position }) => {
    if (!['PurchaseOrderApprovalRequested', 'PaymentReleaseRequested'].includes(type)) return [];
    const possible = status.near(text(data['vendorId']), position);
    if (possible.some((one) => one === undefined || one === 'eligible')) return [];
    const told = `${type} at ${position}: the vendor is ${possible.join(', ')}`;
    return [{ rule: 'permits.eligible-vendor' as const, text: told }];
  });
}

/** What is approved for payment is from the order's vendor, in its currency. */
function invoices({ events }: Evidence): readonly Found[] {
  const of = ({ id, data }: LogEvent) =>
    [id, [text(data['vendorId']), text(data['currency'])]] as const;
  const ordered = historyOf(events, { PurchaseOrderCreated: of });
  const vendor = historyOf(events, {
    InvoiceRegistered: ({ id, data }) => [id, text(data['vendorId'])],
  });
  const currency = historyOf(events, {
    InvoiceRegistered: ({ id, data }) => [id, text(data['currency'])],
    InvoiceCorrected: ({ id, data }) => [id, text(data['currency'])],
  });
  return events.flatMap(({ type, id, data, position }) => {
    if (type !== 'InvoiceApproved') return [];
    const is = [vendor.at(id, position), currency.at(id, position)];
    const needed = ordered.at(text(data['purchaseOrderId']), position) ?? [];
    if (is.every((one, n) => one === needed[n])) return [];
    const told = `invoice ${id} at ${position}: ${is.join(', ')} for ${needed.join(', ')}`;
    return [{ rule: 'permits.same-vendor-and-currency' as const, text: told }];
  });
}

/** Acts of one document that nobody does both of. */
const APART: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['BudgetTransferRequested'], ['BudgetTransferApproved']],
  [['FiscalPeriodSoftClosed', 'FiscalPeriodClosed'], ['FiscalPeriodCertified']],
  [['FiscalPeriodSoftClosed', 'FiscalPeriodClosed'], ['FiscalPeriodReopened']],
  [['FiscalPeriodCertified'], ['FiscalPeriodReopened']],
  [['CreditNoteRegistered'], ['CreditNoteApprovalRequested']],
];
/** Of the last submission only. */
const AFTER_SUBMISSION = ['ProjectAppraised', 'ProjectApproved', 'ProjectRejected'];

function persons({ events }: Evidence): readonly Found[] {
  const submitted = historyOf(events, {
    ProjectSubmitted: ({ id, data }) => [id, data['by'] as Person],
  });
  const both = (act: LogEvent, others: readonly Person[]): readonly Found[] => {
    const by = act.data['by'] as Person;
    if (!others.some((other) => isSame(other, by))) return [];
    return [
      { rule: 'permits.two-persons', text: `${act.type} at ${act.position} by ${named(by)}` },
    ];
  };
  const doers = (act: LogEvent, types: readonly string[]): readonly Person[] =>
    events
      .filter(
        ({ id, type, position }) =>
          id === act.id && types.includes(type) && position !== act.position,
      )
      .map(({ data }) => data['by'] as Person);
  return events.flatMap((act) => {
    const submitter = submitted.at(act.id, act.position);
    if (AFTER_SUBMISSION.includes(act.type)) return both(act, submitter ? [submitter] : []);
    return APART.flatMap(([ones, others]) =>
      others.includes(act.type) ? both(act, doers(act, ones)) : [],
    );
  });
}

/** Who and what may: open lines, running projects, eligible vendors, and two persons. */
export const permits: Check<Rule> = {
  rules: [
    'permits.open-line',
    'permits.spending-project',
    'permits.eligible-vendor',
    'permits.same-vendor-and-currency',
    'permits.two-persons',
  ],
  find: (evidence) => [
    ...openLines(evidence),
    ...projects(evidence),
    ...vendors(evidence),
    ...invoices(evidence),
    ...persons(evidence),
  ],
};
