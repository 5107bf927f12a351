import type { Person } from '@tamani/kernel';
import type { VendorEvent } from '../src/domain/vendor/vendor.events.js';

/** Who acts in a purchase, one for each duty. */
export const people = {
  requisitioner: { id: 'requisitioner' },
  certifier: { id: 'certifying-officer' },
  buyer: { id: 'buyer' },
  approver: { id: 'award-approver' },
  receiver: { id: 'receiver' },
  clerk: { id: 'invoice-clerk' },
  payer: { id: 'approving-officer' },
  treasurer: { id: 'treasurer' },
} as const satisfies Record<string, Person>;

export const xof = (amount: number | string) => ({ amount: String(amount), currency: 'XOF' });

export const vendorEvents = {
  registered: {
    type: 'VendorRegistered',
    data: {
      reference: 'VEN-2026-0001',
      name: 'Sahel Informatique',
      country: 'ML',
      registrationNumber: 'RC-1',
      by: people.buyer,
    },
  },
  screened: {
    type: 'VendorScreened',
    data: {
      list: 'UNSC',
      listVersion: '2026-09-01',
      result: 'clear',
      screenedOn: '2026-09-02',
      by: people.buyer,
    },
  },
  eligible: { type: 'VendorBecameEligible', data: { reason: 'UNSC', by: people.buyer } },
} as const satisfies Record<string, VendorEvent>;
