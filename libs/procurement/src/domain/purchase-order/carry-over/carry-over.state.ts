import type { Evolvers } from '@tamani/kernel';
import type { OrderEvent } from '../order.events.js';
import { deliveryStatus, orderLineOf, type OrderState } from '../order.state.js';
import type { carryOverEvents } from './carry-over.events.js';
import type { CarryOver } from './carry-over.parts.js';

type CarryOverEvent = Extract<OrderEvent, { type: keyof typeof carryOverEvents }>;

/** While budgets has not answered, the order waits. */
export const carryOverEvolvers: Evolvers<OrderState, CarryOverEvent> = {
  OrderCarryOverRequested: (state, { number, carryOverId, reason, effectiveAt, by, lines }) => ({
    ...state,
    status: 'adjusting',
    carryOvers: [
      ...state.carryOvers,
      {
        ...{ number, carryOverId, status: 'requested', reason, effectiveAt, by, rejections: [] },
        lines: lines.map(({ budgetLineId: from, toLineId: to }) => ({ from, to })),
      },
    ],
  }),
  OrderCarriedOver(state, { carryOverId, lines }) {
    const after = changed(state, carryOverId, { status: 'carried_over' });
    const carried = { ...after, lines: lines.map(orderLineOf) };
    return { ...carried, status: deliveryStatus(carried) };
  },
  OrderCarryOverRefused: (state, { carryOverId, rejections }) => ({
    ...changed(state, carryOverId, { status: 'refused', rejections }),
    status: deliveryStatus(state),
  }),
};

const changed = (state: OrderState, id: string, by: Partial<CarryOver>): OrderState => ({
  ...state,
  carryOvers: state.carryOvers.map((one) => (one.carryOverId === id ? { ...one, ...by } : one)),
});
