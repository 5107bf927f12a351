import type { Person } from '@tamani/kernel';
import type { LogEvent } from '../system/system.js';
import type { Evidence } from './evidence.js';

/** Duties of which some exclude each other on one purchase. */
export type Duty =
  | 'requisitioner'
  | 'certifier'
  | 'buyer'
  | 'approver'
  | 'receiver'
  | 'clerk'
  /** Certifies invoices and payments. */
  | 'controller'
  | 'payer';

/** Which duty somebody has by an event: one line for each act of a purchase. */
const duties: Readonly<Record<string, Duty>> = {
  RequisitionCreated: 'requisitioner',
  RequisitionChanged: 'requisitioner',
  RequisitionSubmitted: 'requisitioner',
  RequisitionCertified: 'certifier',
  PurchaseOrderCreated: 'buyer',
  PurchaseOrderChanged: 'buyer',
  PurchaseOrderApproved: 'approver',
  OrderAmendmentProposed: 'buyer',
  AdvanceReclaimed: 'buyer',
  OrderAmendmentApprovalRequested: 'approver',
  ReceiptRegistered: 'receiver',
  ReceiptInspected: 'receiver',
  ReceiptPostingRequested: 'receiver',
  ReceiptReversalRequested: 'receiver',
  InvoiceRegistered: 'clerk',
  InvoiceCorrected: 'clerk',
  InvoiceApproved: 'controller',
  PaymentRequested: 'clerk',
  PaymentCertified: 'controller',
  PaymentApproved: 'payer',
};

export interface Had {
  readonly duty: Duty;
  readonly by: Person;
  readonly event: LogEvent;
}

/** All duties of all documents of one order's purchase, in the order in which they were had. */
export type Chain = readonly Had[];

/** The order, or the requisition, that a document belongs to. */
function ownerOf({ category, id, data }: LogEvent): string | undefined {
  if (category === 'procurement.Requisition' || category === 'procurement.PurchaseOrder') return id;
  const order = data['purchaseOrderId'] ?? data['orderId'];
  return order === undefined ? undefined : String(order);
}

/** What the order answers to acts on other documents: the field with their id. */
const answers: Readonly<Record<string, string>> = {
  ReceiptExpected: 'receiptId',
  ReceiptRecorded: 'receiptId',
  ReceiptRefused: 'receiptId',
  ReceiptWithdrawn: 'receiptId',
  ReceiptWithdrawalRefused: 'receiptId',
  OrderInvoiced: 'invoiceId',
  OrderInvoiceRefused: 'invoiceId',
  PaymentCleared: 'paymentId',
  AdvanceCleared: 'paymentId',
};
const PAID = ['PaymentCleared', 'AdvanceCleared'];
/** What lets an act through, and what refuses it; others are let through where they are written. */
const needs: Readonly<Record<string, { readonly by: readonly string[]; readonly not?: string }>> = {
  ReceiptRegistered: { by: ['ReceiptExpected'] },
  ReceiptInspected: { by: ['ReceiptRecorded'] },
  ReceiptPostingRequested: { by: ['ReceiptRecorded'], not: 'ReceiptRefused' },
  ReceiptReversalRequested: { by: ['ReceiptWithdrawn'], not: 'ReceiptWithdrawalRefused' },
  InvoiceRegistered: { by: ['OrderInvoiced'], not: 'OrderInvoiceRefused' },
  InvoiceCorrected: { by: ['OrderInvoiced'], not: 'OrderInvoiceRefused' },
  InvoiceApproved: { by: ['PaymentCleared'] },
  PaymentRequested: { by: PAID },
  PaymentCertified: { by: PAID },
  PaymentApproved: { by: PAID },
};

/**
 * Of acts at the same moment on two documents of an order, the order lets one through: goods are
 * counted, an invoice claims, money leaves. An act counts from then on; what is refused, and what
 * nobody has asked the order for yet, does not.
 */
function passedActs({ events }: Evidence): (act: LogEvent) => boolean {
  const given = new Map<string, { readonly type: string; readonly position: number }[]>();
  const add = (id: string, { type, position }: LogEvent) =>
    given.set(id, [...(given.get(id) ?? []), { type, position }]);
  for (const event of events) {
    const field = answers[event.type];
    if (field !== undefined) add(String(event.data[field]), event);
    // What is paid of an invoice needs its approval.
    if (event.type === 'PaymentCleared') add(String(event.data['invoiceId']), event);
  }
  return ({ type, id, position }) => {
    const needed = needs[type];
    if (!needed) return true;
    const some = given.get(id)?.filter((one) => one.position > position) ?? [];
    const { by, not } = needed;
    const first = some.find(({ type: one }) => by.includes(one) || one === not);
    return first !== undefined && first.type !== not;
  };
}

/** The purchases, by their orders; and the requisitions that nothing was ordered on. */
export function chainsOf(evidence: Evidence): ReadonlyMap<string, Chain> {
  const { events } = evidence;
  const isPassed = passedActs(evidence);
  const owners = new Map<string, string>();
  const own = new Map<string, Had[]>();
  const requisitions = new Map<string, string>();
  for (const event of events) {
    const { category, id, type, data } = event;
    if (!category.startsWith('procurement.')) continue;
    const owner = owners.get(`${category} ${id}`) ?? ownerOf(event);
    if (owner === undefined) continue;
    owners.set(`${category} ${id}`, owner);
    if (type === 'PurchaseOrderCreated') requisitions.set(id, String(data['requisitionId']));
    const duty = duties[type];
    if (duty === undefined || !data['by'] || !isPassed(event)) continue;
    const had = own.get(owner) ?? [];
    own.set(owner, [...had, { duty, by: data['by'] as Person, event }]);
  }
  const chains = [...own].map(([owner, chain]) => {
    const of = own.get(requisitions.get(owner) ?? '') ?? [];
    const whole = [...of, ...chain].sort((a, b) => a.event.position - b.event.position);
    return [owner, whole] as const;
  });
  return new Map(chains);
}

const faces = ({ id, onBehalfOf }: Person): readonly string[] =>
  onBehalfOf === undefined ? [id] : [id, onBehalfOf];

/** The same human, or the same authority. */
export const isSame = (a: Person, b: Person): boolean =>
  faces(a).some((face) => faces(b).includes(face));

export const named = ({ id, onBehalfOf }: Person): string =>
  onBehalfOf === undefined ? id : `${id} for ${onBehalfOf}`;
