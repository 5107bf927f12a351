import { moneyJson, type Rejection } from '@tamani/kernel';
import { refuse } from '../order.rejections.js';
import type { OrderState } from '../order.state.js';
import { owedTotal } from './owed.state.js';

/** While the vendor owes of an order, no other payment of it leaves. */
export const owesProblem = (state: OrderState): Rejection | undefined => {
  const { reference, currency } = state;
  const owed = owedTotal(state);
  if (owed === 0n) return undefined;
  return refuse.vendor_owes_on_order({
    reference,
    owed: moneyJson(owed, currency).amount,
    currency,
  });
};
