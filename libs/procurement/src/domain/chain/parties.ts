import type { DomainEvent, Person } from '@tamani/kernel';
import { creditNote } from '../credit-note/credit-note.decide.js';
import type { CreditNoteEvent } from '../credit-note/credit-note.events.js';
import { invoice } from '../invoice/invoice.decide.js';
import type { InvoiceEvent } from '../invoice/invoice.events.js';
import { payment } from '../payment/payment.decide.js';
import type { PaymentEvent } from '../payment/payment.events.js';
import { purchaseOrder } from '../purchase-order/order.decide.js';
import type { OrderEvent } from '../purchase-order/order.events.js';
import { receipt } from '../receipt/receipt.decide.js';
import { receivable } from '../receivable/receivable.decide.js';
import type { ReceivableEvent } from '../receivable/receivable.events.js';
import type { ReceiptEvent } from '../receipt/receipt.events.js';
import { requisition } from '../requisition/requisition.decide.js';
import type { RequisitionEvent } from '../requisition/requisition.events.js';
import type { Chain, Duty } from '../shared/segregation.js';

/** Who has done what on one document, and the documents that follow from it. */
export interface Parties {
  readonly held: Chain;
  /**
   * Ids: the orders of a requisition; receipts, invoices, advances and receivables of an order;
   * payments and credit notes of an invoice.
   */
  readonly next: readonly string[];
}

type ByType<E extends DomainEvent, V> = { readonly [T in E['type']]?: V };

/**
 * A document as the chain sees it: each event of the table adds the person to those who had the
 * duty, or names a document that follows. Nothing is ever taken away: a draft that has lapsed, or
 * an invoice that was rejected, was somebody's act all the same.
 */
const parties = <E extends DomainEvent>(
  of: { readonly category: string; readonly events: object },
  duties: ByType<E, Duty>,
  follows: ByType<E, string> = {},
) => ({
  category: of.category,
  events: of.events as never,
  initial: { held: [], next: [] } as Parties,
  evolve(state: Parties, { type, data }: E): Parties {
    const duty: Duty | undefined = duties[type as E['type']];
    const field: string | undefined = follows[type as E['type']];
    const values = data as Readonly<Record<string, unknown>>;
    const person = values['by'] as Person | undefined;
    const next = field === undefined ? undefined : String(values[field]);
    return {
      held: duty && person ? [...state.held, { duty, person }] : state.held,
      next: next !== undefined && !state.next.includes(next) ? [...state.next, next] : state.next,
    };
  },
});

export const requisitionParties = parties<RequisitionEvent>(
  requisition,
  {
    RequisitionCreated: 'requisitioner',
    RequisitionChanged: 'requisitioner',
    RequisitionSubmitted: 'requisitioner',
    RequisitionCertified: 'certifier',
  },
  { OrderDraftRecorded: 'orderId', OrderDraftRefused: 'orderId', OrderAllocated: 'orderId' },
);

export const orderParties = parties<OrderEvent>(
  purchaseOrder,
  {
    PurchaseOrderCreated: 'buyer',
    PurchaseOrderChanged: 'buyer',
    OrderAmendmentProposed: 'buyer',
    OrderLineShortClosed: 'buyer',
    PurchaseOrderApprovalRequested: 'award_approver',
    OrderAmendmentApprovalRequested: 'award_approver',
  },
  {
    ...{ ReceiptExpected: 'receiptId', ReceiptRecorded: 'receiptId' },
    ...{ OrderInvoiced: 'invoiceId', ReceivableArisen: 'receivableId' },
    ...{ AdvanceAllocated: 'paymentId', AdvanceAllocationRefused: 'paymentId' },
    CreditRequested: 'creditNoteId',
  },
);

export const receiptParties = parties<ReceiptEvent>(receipt, {
  ReceiptRegistered: 'receiver',
  ReceiptInspected: 'receiver',
  ReceiptPostingRequested: 'receiver',
  ReceiptReversalRequested: 'receiver',
});

export const invoiceParties = parties<InvoiceEvent>(
  invoice,
  {
    InvoiceRegistered: 'clerk',
    InvoiceCorrected: 'clerk',
    InvoiceApprovalRequested: 'certifier',
    InvoiceApproved: 'certifier',
  },
  { PaymentAllocated: 'paymentId', CreditAllocated: 'creditNoteId' },
);

export const creditNoteParties = parties<CreditNoteEvent>(creditNote, {
  CreditNoteRegistered: 'clerk',
  CreditNoteApprovalRequested: 'certifier',
});

export const receivableParties = parties<ReceivableEvent>(receivable, {
  WriteOffRequested: 'clerk',
  WriteOffApproved: 'payment_approver',
  OffsetRequested: 'payment_approver',
});

export const paymentParties = parties<PaymentEvent>(payment, {
  PaymentRequested: 'clerk',
  PaymentCertified: 'certifier',
  PaymentApproved: 'payment_approver',
});
