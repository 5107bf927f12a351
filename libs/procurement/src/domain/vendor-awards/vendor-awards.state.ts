import { evolveBy } from '@tamani/kernel';
import { roundOf, type CountedOrder } from '../shared/awards.js';
import type { VendorAwardsEvent } from './vendor-awards.events.js';

/** An order with its rounds that were not withdrawn; the last one counts. */
interface RegisteredOrder {
  readonly orderId: string;
  readonly rounds: readonly (CountedOrder & { readonly round: string })[];
}

export interface VendorAwardsState {
  readonly orders: readonly RegisteredOrder[];
}
export const initialVendorAwards: VendorAwardsState = { orders: [] };

export const evolveVendorAwards = evolveBy<VendorAwardsState, VendorAwardsEvent>({
  AwardRegistered({ orders }, { orderId, reference, effectiveAt, award, ...ask }) {
    const counted = { orderId, reference, effectiveAt, award, round: roundOf(ask) };
    const known = orders.find((order) => order.orderId === orderId)?.rounds ?? [];
    return withRounds(orders, { orderId, rounds: [...known, counted] });
  },
  AwardRefused: (state) => state,
  AwardWithdrawn({ orders }, { orderId, round }) {
    const rounds = roundsOf({ orders }, orderId).filter((one) => one.round !== round);
    return withRounds(orders, { orderId, rounds });
  },
  AwardEnded: ({ orders }, { orderId }) => withRounds(orders, { orderId, rounds: [] }),
});

const withRounds = (
  orders: VendorAwardsState['orders'],
  order: RegisteredOrder,
): VendorAwardsState => ({
  orders: [
    ...orders.filter((one) => one.orderId !== order.orderId),
    ...(order.rounds.length > 0 ? [order] : []),
  ],
});

export const roundsOf = ({ orders }: VendorAwardsState, orderId: string) =>
  orders.find((order) => order.orderId === orderId)?.rounds ?? [];

/** What counts beside an order. */
export const othersThan = ({ orders }: VendorAwardsState, orderId: string): CountedOrder[] =>
  orders.filter((order) => order.orderId !== orderId).flatMap(({ rounds }) => rounds.slice(-1));
