import { derivedId, fold, ok } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { purchaseOrder } from '../src/domain/purchase-order/order.decide.js';
import type { OrderEvent } from '../src/domain/purchase-order/order.events.js';
import { requisition } from '../src/domain/requisition/requisition.decide.js';
import { vendor } from '../src/domain/vendor/vendor.decide.js';
import {
  awardShares,
  issuedOrder,
  people,
  recorded,
  requisitionEvents,
  vendorEvents,
  type xof,
} from './purchase.js';

/** What the suites of amendments share: an issued order, its facts, and the commands. */
export const spec = givenWhenThen(purchaseOrder);
export const id = 'order-1';
const { created, submitted, reserved, certified } = requisitionEvents;
export const asked = fold(requisition, [created, submitted, reserved, certified]);
export const today = '2026-10-20';
export const of = { requisition: asked };
export const propose = (line: { quantity?: string; unitPrice?: ReturnType<typeof xof> }) =>
  ({
    type: 'ProposeAmendment',
    lines: [{ orderLine: 1, ...line }],
    reason: 'The ministry needs more',
    by: people.buyer,
    today,
  }) as const;
export const approve = {
  type: 'ApproveAmendment',
  effectiveAt: '2026-10-15',
  by: people.approver,
  today,
} as const;
export const usd = (amount: string) => ({ amount, currency: 'USD' });
export const limits = (valueMinor: bigint) => ({
  lowValue: usd('10000.00'),
  approval: usd('500000.00'),
  advancePercent: '30',
  valueMinor,
  needs: awardShares.needs,
  splittingDays: 30,
});
export const facts = {
  id,
  requisition: asked,
  vendor: {
    vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
    screeningDays: 90,
  },
  limits: ok(limits(5_000_000n)),
  awards: null,
};
export const accept = { type: 'AcceptAmendment', amendment: 1 } as const;
export const step = (purpose: string, way = 'asked') =>
  derivedId(id, 'amendment', '1', purpose, way);
export const granted = (adjustmentId: string) =>
  ({ type: 'AcceptAdjustment', adjustmentId }) as const;
export const shortfall = {
  budgetLineId: 'line-1',
  code: 'insufficient_funds',
  shortfall: usd('1.00'),
};
export const rejected = (adjustmentId: string) =>
  ({ type: 'RefuseAdjustment', adjustmentId, rejections: [shortfall] }) as const;
export const paid: OrderEvent = { type: 'OrderInvoicePaid', data: { invoiceId: 'i1' } };

/** The history after the commands, each of which is accepted. */
export function after(history: readonly OrderEvent[], ...commands: readonly unknown[]) {
  return commands.reduce<OrderEvent[]>(
    (events, command) => [
      ...events,
      ...(spec
        .given(events)
        .when(command as never, { ...facts, dateProblem: null } as never)
        .events() as OrderEvent[]),
    ],
    [...history],
  );
}
export const delivered = (quantity: number) => [...issuedOrder, recorded('r1', quantity)];
