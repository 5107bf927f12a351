import { minorOf, moneyJson, type Published } from '@tamani/kernel';
import type { BankReferenceEvent } from '../../domain/bank-reference/bank-reference.decide.js';
import type { OrderEvent } from '../../domain/purchase-order/order.events.js';
import type { ReceivableEvent, ReceivableLine } from '../../domain/receivable/receivable.events.js';
import type { VendorWriteOffsEvent } from '../../domain/write-offs/vendor-write-offs.events.js';
import { byLine, matching, message, type Translations } from './translate-parts.js';

/** What an order says of what is owed on it; key: its id. */
export const ofOwed: Translations<OrderEvent> = {
  ReceivableArisen: (data, orderId) => [
    message('procurement.ReceivableArisen.v1', orderId, {
      ...data,
      orderId,
      currency: data.lines[0]?.amount.currency ?? '',
    }),
  ],
  ReceivableCovered: (data, orderId) => [
    message('procurement.ReceivableCovered.v1', orderId, { orderId, ...data }),
  ],
  OwedSetAside: ({ receivableId, endingId }, orderId) => [
    message('procurement.OwedSetAside.v1', orderId, { orderId, receivableId, endingId }),
  ],
  OwedNotOpen: (data, orderId) => [
    message('procurement.OwedNotOpen.v1', orderId, { orderId, ...data }),
  ],
  /** The invoices claim less: they and the others are matched again. */
  OwedEnded: ({ rematch, claims, endingId }, orderId) => [
    ...overpaid(claims).map((part) =>
      message('procurement.OverpaymentEnded.v1', orderId, { orderId, endingId, ...part }),
    ),
    ...matching(orderId, rematch),
  ],
};

type EndedClaims = Extract<OrderEvent, { type: 'OwedEnded' }>['data']['claims'];

/** By invoice: what has ended of what was paid, beyond what it claims less. */
function overpaid(claims: EndedClaims) {
  const parts = claims.flatMap(({ invoiceId, orderLine, amount, claimed }) => {
    const beyond = minorOf(amount) - minorOf(claimed);
    return beyond > 0n
      ? [{ invoiceId, orderLine, amount: moneyJson(beyond, amount.currency) }]
      : [];
  });
  return [...new Set(parts.map(({ invoiceId }) => invoiceId))].map((invoiceId) => ({
    invoiceId,
    lines: parts
      .filter((part) => part.invoiceId === invoiceId)
      .map(({ orderLine, amount }) => ({ orderLine, amount })),
  }));
}

interface Asking {
  readonly purchaseOrderId: string;
  readonly endingId: string;
  readonly lines: ReceivableLine[];
}

const asking = (
  { purchaseOrderId: orderId, endingId, lines }: Asking,
  receivableId: string,
): readonly Published[] => [
  message('procurement.ReceivableEndingRequested.v1', orderId, {
    ...{ orderId, receivableId, endingId, lines },
  }),
];

interface Ending {
  readonly purchaseOrderId: string;
  readonly endingId: string;
  readonly effectiveAt: string;
  readonly invoiceId?: string | null;
  readonly except?: string[];
  readonly writtenOff?: boolean;
}

const ended = (
  { purchaseOrderId: orderId, endingId, effectiveAt, ...data }: Ending,
  receivableId: string,
): Published =>
  message('procurement.ReceivableEnded.v1', orderId, {
    ...{ receivableId, orderId, endingId, effectiveAt },
    ...{ invoiceId: data.invoiceId ?? null, except: data.except ?? [] },
    writtenOff: data.writtenOff ?? false,
  });

type WriteOffEnd = Extract<ReceivableEvent, { type: 'WriteOffEnded' }>['data'];

const lowered = ({
  purchaseOrderId: orderId,
  vendorId,
  endingId,
  except,
}: WriteOffEnd): Published =>
  message('procurement.WriteOffLowered.v1', orderId, {
    ...{ orderId, vendorId, endingId, budgetLineIds: except },
  });

/** What the register of a vendor answers to a write-off. */
export const ofVendorWriteOffs: Translations<VendorWriteOffsEvent> = {
  WriteOffRegistered: ({ orderId, receivableId, endingId }) => [
    message('procurement.WriteOffRegistered.v1', orderId, { orderId, receivableId, endingId }),
  ],
  WriteOffRefused: (data) => [message('procurement.WriteOffRefused.v1', data.orderId, data)],
};

/** What a reference of a bank answers to a payment or a refund. */
export const ofBankReference: Translations<BankReferenceEvent> = {
  BankReferenceTaken: ({ kind, documentId, receivableId, orderId }) => [
    message('procurement.BankReferenceTaken.v1', orderId, {
      ...{ kind, documentId, receivableId, orderId },
    }),
  ],
  BankReferenceRefused: (data) => [
    message('procurement.BankReferenceRefused.v1', data.orderId, data),
  ],
};

/** Events of a receivable as messages; key: the id of the order of which it is owed. */
export const ofReceivable: Translations<ReceivableEvent> = {
  RefundRequested: asking,
  OffsetRequested: asking,
  WriteOffApproved: asking,
  RefundSetAside: ({ purchaseOrderId: orderId, movement }, receivableId) => [
    message('procurement.BankMovementStated.v1', orderId, { ...movement, receivableId }),
  ],
  ReceivableRefunded: (data, receivableId) => [
    message('procurement.RefundReceived.v1', data.purchaseOrderId, {
      ...{ orderId: data.purchaseOrderId, receivableId, effectiveAt: data.effectiveAt },
      ...{ lines: byLine(data.lines), advanceId: data.advanceId },
    }),
    ended(data, receivableId),
  ],
  OffsetSetAside: ({ purchaseOrderId: orderId, ...data }, receivableId) => [
    message('procurement.OffsetRequested.v1', orderId, { orderId, receivableId, ...data }),
  ],
  OffsetAllocated: ({ againstOrderId: orderId, ...data }, receivableId) => [
    message('procurement.OffsetAllocated.v1', orderId, {
      ...{ receivableId, endingId: data.endingId, invoiceId: data.invoiceId },
      ...{ orderId, effectiveAt: data.effectiveAt, lines: data.againstLines },
    }),
  ],
  ReceivableOffset: (data, receivableId) => [
    message('procurement.ReceivableOffset.v1', data.purchaseOrderId, {
      ...{ orderId: data.purchaseOrderId, againstOrderId: data.againstOrderId, receivableId },
      ...{ paymentId: data.endingId, effectiveAt: data.effectiveAt },
      ...{ lines: byLine(data.lines), advanceId: data.advanceId },
      againstLines: byLine(data.againstLines),
    }),
    ended(data, receivableId),
  ],
  EndingWithdrawn: ({ purchaseOrderId: orderId, refusal: _, ...data }, receivableId) => [
    message('procurement.EndingWithdrawn.v1', orderId, { orderId, receivableId, ...data }),
  ],
  WriteOffSetAside: ({ purchaseOrderId: orderId, writeOff }, receivableId) => [
    message('procurement.WriteOffStated.v1', orderId, { ...writeOff, receivableId }),
  ],
  WriteOffCounted: (data, receivableId) => [
    message('procurement.ReceivableWrittenOff.v1', data.purchaseOrderId, {
      ...{ orderId: data.purchaseOrderId, receivableId, effectiveAt: data.effectiveAt },
      ...{ lines: byLine(data.lines), advanceId: data.advanceId },
    }),
  ],
  WriteOffEnded: (data, receivableId) => [
    ...(data.except.length === 0 ? [] : [lowered(data)]),
    ended({ ...data, writtenOff: true }, receivableId),
  ],
};
