import type { DomainEvent } from '@tamani/kernel';
import type { Case } from './award-cases.js';
import { xof } from '../purchase.js';

const carrying = {
  ...{ carryOverId: 'c1', reference: 'PO-1', orderedOn: '2026-05-20', effectiveAt: '2026-07-02' },
  lines: [{ budgetLineId: 'line-1', toLineId: 'line-2', amount: xof('1000') }],
};
/** What budgets is asked when an order goes on in the next year. */
export const carriedOverCase: Case = [
  'PurchaseOrder',
  {
    type: 'OrderCarryOverRequested',
    data: { ...carrying, number: 1, reason: 'Year end', by: { id: 'buyer' } },
  } as DomainEvent,
  'procurement.CarryOverRequested.v1',
  'id-1',
  { ...carrying, orderId: 'id-1' },
];
