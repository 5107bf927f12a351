import type { Published } from '@tamani/kernel';
import type { OrderEvent } from '../../domain/purchase-order/order.events.js';
import type { ReceivableEvent, ReceivableLine } from '../../domain/receivable/receivable.events.js';
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
  OwedEnded: ({ rematch }, orderId) => matching(orderId, rematch),
};

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
}

const ended = (
  { purchaseOrderId: orderId, endingId, effectiveAt, invoiceId = null, except = [] }: Ending,
  receivableId: string,
): Published =>
  message('procurement.ReceivableEnded.v1', orderId, {
    ...{ receivableId, orderId, endingId, effectiveAt, invoiceId, except },
  });

/** Events of a receivable as messages; key: the id of the order of which it is owed. */
export const ofReceivable: Translations<ReceivableEvent> = {
  RefundRequested: asking,
  OffsetRequested: asking,
  WriteOffApproved: asking,
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
  OffsetRefused: ({ purchaseOrderId: orderId, refusal: _, ...data }, receivableId) => [
    message('procurement.OffsetRefused.v1', orderId, { orderId, receivableId, ...data }),
  ],
  WriteOffSetAside: (data, receivableId) => [
    message('procurement.ReceivableWrittenOff.v1', data.purchaseOrderId, {
      ...{ orderId: data.purchaseOrderId, receivableId, effectiveAt: data.effectiveAt },
      ...{ lines: byLine(data.lines), advanceId: data.advanceId },
    }),
  ],
  WriteOffEnded: (data, receivableId) => [ended(data, receivableId)],
};
