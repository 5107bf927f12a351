import type { Foldable } from '@tamani/runtime';
import { receiptEvents, type ReceiptEvent } from '../domain/receipt/receipt.events.js';
import { vendorEvents, type VendorEvent } from '../domain/vendor/vendor.events.js';

/** What other contexts may know about a vendor. */
export interface VendorView {
  readonly reference: string;
  readonly name: string;
  readonly status: 'registered' | 'eligible' | 'suspended' | 'ineligible';
}

/** Folds a vendor's stream: name and eligibility. */
export const vendorView: Foldable<VendorView, VendorEvent> = {
  category: 'procurement.Vendor',
  events: vendorEvents,
  initial: { reference: '', name: '', status: 'registered' },
  evolve(state, event) {
    if (event.type === 'VendorRegistered') {
      const { reference, name } = event.data;
      return { reference, name, status: 'registered' };
    }
    if (event.type === 'VendorBecameEligible') return { ...state, status: 'eligible' };
    if (event.type === 'VendorSuspended') return { ...state, status: 'suspended' };
    if (event.type === 'VendorBecameIneligible') return { ...state, status: 'ineligible' };
    return state;
  },
};

/** What other contexts may know about a receipt: the accepted goods, once it is posted. */
export interface ReceiptView {
  readonly reference: string;
  readonly status: 'registered' | 'inspected' | 'posted' | 'reversed';
  readonly orderId: string;
  readonly accepted: readonly { readonly orderLine: number; readonly quantity: string }[];
}

/** Folds a receipt's stream: goods may be handed over only from a posted receipt. */
export const receiptView: Foldable<ReceiptView, ReceiptEvent> = {
  category: 'procurement.Receipt',
  events: receiptEvents,
  initial: { reference: '', status: 'registered', orderId: '', accepted: [] },
  evolve(state, event) {
    if (event.type === 'ReceiptRegistered') {
      const { reference, purchaseOrderId: orderId } = event.data;
      return { reference, status: 'registered', orderId, accepted: [] };
    }
    if (event.type === 'ReceiptInspected') return { ...state, status: 'inspected' };
    if (event.type === 'ReceiptPosted') {
      return { ...state, status: 'posted', accepted: event.data.accepted };
    }
    if (event.type === 'ReceiptReversed') return { ...state, status: 'reversed', accepted: [] };
    return state;
  },
};
