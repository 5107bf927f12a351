import type { IntegrationEvent } from '@tamani/kernel';
import type { z } from 'zod';
import { adjustmentMessages } from './messages/adjustment-messages.js';
import { advanceMessages } from './messages/billing/advance-messages.js';
import { awardMessages } from './messages/award-messages.js';
import { billingMessages } from './messages/billing/billing-messages.js';
import { creditMessages } from './messages/billing/credit-messages.js';
import { invoiceMessages } from './messages/billing/invoice-messages.js';
import { orderMessages } from './messages/order-messages.js';
import { paymentMessages } from './messages/billing/payment-messages.js';
import { receivableMessages } from './messages/billing/receivable-messages.js';
import { receiptMessages } from './messages/receipt-messages.js';
import { requisitionMessages } from './messages/requisition-messages.js';
import { vendorMessages } from './messages/vendor-messages.js';

/** The topic of this context. */
export const PROCUREMENT_TOPIC = 'procurement.events.v1';

/** Every integration event of procurement by type, with the schema of its data. */
export const procurementEvents = {
  ...vendorMessages,
  ...requisitionMessages,
  ...orderMessages,
  ...awardMessages,
  ...billingMessages,
  ...receiptMessages,
  ...invoiceMessages,
  ...paymentMessages,
  ...adjustmentMessages,
  ...creditMessages,
  ...advanceMessages,
  ...receivableMessages,
} as const;

export type ProcurementEventType = keyof typeof procurementEvents;

/** `ProcurementData<'procurement.ReceiptPosted.v1'>`: the data of one type of event. */
export type ProcurementData<T extends ProcurementEventType> = z.output<
  (typeof procurementEvents)[T]
>;

/** One type of event, or the union of all: switch on `type` and `data` is known. */
export type ProcurementEvent<T extends ProcurementEventType = ProcurementEventType> = {
  [K in T]: IntegrationEvent<K, ProcurementData<K>>;
}[T];

/** Narrows a message of a bus to this context's events. */
export const isProcurementEvent = (event: IntegrationEvent): event is ProcurementEvent =>
  Object.hasOwn(procurementEvents, event.type);
