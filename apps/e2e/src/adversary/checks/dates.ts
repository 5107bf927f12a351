import type { Check, Evidence, Finding } from '../books/evidence.js';
import { historyOf } from '../books/history-of.js';
import type { LogEvent } from '../system/system.js';

type Rule =
  'dates.not-before-what-it-follows' | 'dates.document-not-in-the-future' | 'dates.financial-year';
type Found = Finding & { readonly rule: Rule };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const on = (field: string) => (event: LogEvent) => [event.id, text(event.data[field])] as const;
const dated = (event: LogEvent) => [event.id, text(event.effectiveAt)] as const;

/** The date that an act has. */
const dateOf = ({ data, effectiveAt }: LogEvent): string =>
  text(data['effectiveAt']) || text(effectiveAt);

/** For each act, the date that it may not be before; empty if it follows nothing. */
function followed({ events }: Evidence): Readonly<Record<string, (act: LogEvent) => string>> {
  const asked = historyOf(events, { RequisitionSubmitted: dated });
  const ordered = historyOf(events, { PurchaseOrderApproved: dated });
  const delivered = historyOf(events, { ReceiptRegistered: on('deliveredOn') });
  const posted = historyOf(events, { ReceiptPosted: on('deliveredOn') });
  const invoiced = historyOf(events, {
    InvoiceRegistered: on('invoicedOn'),
    InvoiceCorrected: on('invoicedOn'),
  });
  const paid = historyOf(events, { PaymentReleased: on('valueDate') });
  const order = historyOf(events, {
    ReceiptRegistered: ({ id, data }) => [id, text(data['purchaseOrderId'])],
  });
  const pledged = historyOf(events, { ContributionPledged: on('pledgedOn') });
  const before = (history: typeof asked) => (act: LogEvent) =>
    history.at(act.id, act.position) ?? '';
  return {
    RequisitionReturned: before(asked),
    RequisitionCancelled: before(asked),
    RequisitionClosed: before(asked),
    PurchaseOrderApproved: ({ data, position }) =>
      asked.at(text(data['requisitionId']), position) ?? '',
    PurchaseOrderCancelled: ({ id, data, position }) =>
      data['committed'] === true ? (ordered.at(id, position) ?? '') : '',
    PurchaseOrderTerminated: before(ordered),
    PurchaseOrderClosed: before(ordered),
    OrderAmendmentApprovalRequested: before(ordered),
    OrderLineShortClosed: before(ordered),
    ReceiptReversed: ({ id, position }) =>
      posted.at(id, position) === undefined ? '' : (delivered.at(id, position) ?? ''),
    ReceiptPosted: ({ id, position }) => ordered.at(order.at(id, position) ?? '', position) ?? '',
    PaymentReleased: ({ data, position }) => invoiced.at(text(data['invoiceId']), position) ?? '',
    PaymentReturned: before(paid),
    CreditNoteRegistered: ({ data, position }) =>
      invoiced.at(text(data['invoiceId']), position) ?? '',
    ContributionReceived: before(pledged),
    ContributionAgreed: before(pledged),
  };
}

/** Which date of the act is meant, where it is not the one that it is posted on. */
const OWN_DATE: Readonly<Record<string, string>> = {
  ReceiptPosted: 'deliveredOn',
  PaymentReleased: 'valueDate',
  CreditNoteRegistered: 'creditedOn',
  ContributionReceived: 'receivedOn',
  ContributionAgreed: 'agreedOn',
};

function early(evidence: Evidence): readonly Found[] {
  const follows = followed(evidence);
  return evidence.events.flatMap((act) => {
    const earliest = follows[act.type]?.(act) ?? '';
    const field = OWN_DATE[act.type];
    const date = field === undefined ? dateOf(act) : text(act.data[field]);
    if (date === '' || date >= earliest) return [];
    const told = `${act.type} of ${date} at ${act.position}, after ${earliest}`;
    return [{ rule: 'dates.not-before-what-it-follows' as const, text: told }];
  });
}

/** Documents that somebody dates, with the field. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  InvoiceRegistered: 'invoicedOn',
  InvoiceCorrected: 'invoicedOn',
  CreditNoteRegistered: 'creditedOn',
  ReceiptRegistered: 'deliveredOn',
  ContributionPledged: 'pledgedOn',
  ContributionAgreed: 'agreedOn',
  ContributionReceived: 'receivedOn',
};

const future = ({ events }: Evidence): readonly Found[] =>
  events.flatMap(({ type, data, recordedAt, position }) => {
    const field = DOCUMENTS[type];
    const date = field === undefined ? '' : text(data[field]);
    if (date <= recordedAt.slice(0, 10)) return [];
    const told = `${type} of ${date} at ${position}`;
    return [{ rule: 'dates.document-not-in-the-future' as const, text: told }];
  });

const NEW_MONEY = ['FundsReserved', 'FundsCommitted'];

/** New money is dated within the financial year of its line: 2026-27 begins on 1 July 2026. */
const outside = ({ events }: Evidence): readonly Found[] =>
  events.flatMap(({ type, data, effectiveAt, position }) => {
    if (!NEW_MONEY.includes(type)) return [];
    const { fiscalYear } = data['coding'] as { readonly fiscalYear: string };
    const start = Number(fiscalYear.slice(0, 4));
    const dates = [text(data['documentDate']), text(effectiveAt)];
    const fits = dates.every((date) => date >= `${start}-07-01` && date < `${start + 1}-07-01`);
    const told = `${type} of ${dates.join(', ')} at ${position}, on a line of ${fiscalYear}`;
    return fits ? [] : [{ rule: 'dates.financial-year' as const, text: told }];
  });

/** Everything has a date on which it can have been. */
export const dates: Check<Rule> = {
  rules: [
    'dates.not-before-what-it-follows',
    'dates.document-not-in-the-future',
    'dates.financial-year',
  ],
  find: (evidence) => [...early(evidence), ...future(evidence), ...outside(evidence)],
};
