import type { Published } from '@tamani/kernel';
import { message } from './translate-parts.js';

/** Invoices of an order to match again; none, no message. */
export const matching = (orderId: string, invoiceIds: string[]): readonly Published[] =>
  invoiceIds.length === 0
    ? []
    : [message('procurement.OrderMatchingChanged.v1', orderId, { orderId, invoiceIds })];
