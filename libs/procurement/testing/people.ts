import type { Person } from '@tamani/kernel';

/** Who does what in the purchase of the tests. */
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
