import { ok } from '@tamani/kernel';
import type { OrderEvent } from '../../src/domain/purchase-order/order.events.js';
import { orderEvents, xof } from '../purchase.js';

/** The order of the purchase, issued, with 30 % in advance: 8,352,000 of 27,840,000. */
export const orderWithAdvance: readonly OrderEvent[] = Object.values({
  ...orderEvents,
  created: {
    ...orderEvents.created,
    data: { ...orderEvents.created.data, advance: { percent: '30' } },
  },
});

const limit = { from: { amount: '5000.00', currency: 'USD' }, valueMinor: 500_000n };
/** Nothing is against it, and the limit is not exceeded. */
export const free = { projectProblem: null, limit: ok(limit) };
/** Above the limit. */
export const guarded = { projectProblem: null, limit: ok({ ...limit, valueMinor: 500_001n }) };

export const guarantee = {
  issuer: 'Banque de Bamako',
  number: 'GAR-071',
  amount: xof(8_352_000),
  validUntil: '2026-12-31',
};

type Advanced = Extract<OrderEvent, { type: `Advance${string}` }>;

/** Set aside for a payment. */
export const setAside = (paymentId: string, francs: number): Advanced => ({
  type: 'AdvanceAllocated',
  data: { paymentId, lines: [{ budgetLineId: 'line-1', amount: xof(francs) }], guarantee: null },
});
/** It may leave, on 30 September. */
export const left = (paymentId: string): Advanced => ({
  type: 'AdvanceCleared',
  data: { paymentId, valueDate: '2026-09-30', parties: [] },
});
/** Confirmed by the bank. */
export const paidAhead = (paymentId: string, francs: number): readonly Advanced[] => [
  setAside(paymentId, francs),
  left(paymentId),
  { type: 'AdvancePaid', data: { paymentId } },
];
