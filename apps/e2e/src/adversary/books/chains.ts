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
  OrderAmendmentApprovalRequested: 'approver',
  ReceiptRegistered: 'receiver',
  ReceiptInspected: 'receiver',
  ReceiptPostingRequested: 'receiver',
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

/** The purchases, by their orders; and the requisitions that nothing was ordered on. */
export function chainsOf({ events }: Evidence): ReadonlyMap<string, Chain> {
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
    if (duty === undefined || !data['by']) continue;
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
