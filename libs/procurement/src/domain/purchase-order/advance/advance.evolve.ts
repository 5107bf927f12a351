import { minorOf, type Evolvers, type MoneyJson } from '@tamani/kernel';
import { held, joined } from '../../shared/segregation.js';
import type { OrderEvent } from '../order.events.js';
import type { OrderState } from '../order.state.js';
import type { advanceEvents } from './advance.events.js';
import type { Advance } from './advance.parts.js';

type AdvanceEvent = Extract<OrderEvent, { type: keyof typeof advanceEvents }>;

const same = (state: OrderState): OrderState => state;

const amountOf = <T extends { readonly amount: MoneyJson }>({ amount, ...line }: T) => ({
  ...line,
  amountMinor: minorOf(amount),
});

/** How the order changes with what is paid in advance. A recovery counts as paid of its invoice. */
export const evolveAdvances: Evolvers<OrderState, AdvanceEvent> = {
  AdvanceAllocated: (state, { paymentId, lines, guarantee }) => ({
    ...state,
    advances: [
      ...state.advances,
      {
        ...{ paymentId, guarantee, valueDate: null, paid: false, recoveries: [], reclaimed: [] },
        lines: lines.map(amountOf),
      },
    ],
  }),
  AdvanceAllocationRefused: same,
  AdvanceAllocationReleased: (state, { paymentId }) => without(state, paymentId),
  AdvanceCleared: (state, { paymentId, valueDate, parties }) => ({
    ...changed(state, paymentId, { valueDate }),
    parties: joined(state.parties, parties),
  }),
  AdvanceClearanceRefused: same,
  AdvancePaid: (state, { paymentId }) => changed(state, paymentId, { paid: true }),
  AdvanceRecovered(state, { paymentId, invoiceId, effectiveAt: valueDate, ...data }) {
    const lines = data.lines.map(amountOf);
    const before = state.advances.find((one) => one.paymentId === paymentId)?.recoveries ?? [];
    const recoveries = [...before, { invoiceId, lines }];
    return {
      ...changed(state, paymentId, { recoveries }),
      clearances: [
        ...state.clearances,
        { paymentId, invoiceId, valueDate, lines, isReturning: false },
      ],
    };
  },
  AdvanceReclaimed: (state, { paymentId, lines, by }) => ({
    ...changed(state, paymentId, { reclaimed: lines.map(amountOf) }),
    parties: joined(state.parties, held('buyer', [by])),
  }),
  AdvanceWithdrawn: (state, { paymentId }) => without(state, paymentId),
  AdvanceWithdrawalRefused: same,
};

const changed = (state: OrderState, paymentId: string, by: Partial<Advance>): OrderState => ({
  ...state,
  advances: state.advances.map((one) => (one.paymentId === paymentId ? { ...one, ...by } : one)),
});

const without = (state: OrderState, paymentId: string): OrderState => ({
  ...state,
  advances: state.advances.filter((one) => one.paymentId !== paymentId),
});
