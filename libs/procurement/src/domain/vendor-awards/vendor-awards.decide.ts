import { decideBy, ok, type Decider } from '@tamani/kernel';
import { isMore, splitsNeed, type AwardAsk } from '../shared/awards.js';
import { refusalOf } from '../shared/document.js';
import { vendorAwardsEvents, type VendorAwardsEvent } from './vendor-awards.events.js';
import {
  evolveVendorAwards,
  initialVendorAwards,
  othersThan,
  roundsOf,
  type VendorAwardsState,
} from './vendor-awards.state.js';

/** Requested by an order in approval. */
export interface RegisterAward extends AwardAsk {
  readonly type: 'RegisterAward';
  readonly orderId: string;
}
export interface WithdrawAward {
  readonly type: 'WithdrawAward';
  readonly orderId: string;
  readonly round: string;
}
export interface EndAward {
  readonly type: 'EndAward';
  readonly orderId: string;
}
export type VendorAwardsCommand = RegisterAward | WithdrawAward | EndAward;

/** The register of a vendor's orders, by the vendor's id: it guards what counts together. */
export const vendorAwards: Decider<VendorAwardsState, VendorAwardsCommand, VendorAwardsEvent> = {
  category: 'procurement.VendorAwards',
  events: vendorAwardsEvents,
  initial: initialVendorAwards,
  evolve: evolveVendorAwards,
  decide: decideBy<VendorAwardsState, VendorAwardsCommand, VendorAwardsEvent>({
    RegisterAward({ type: _, ...ask }, state) {
      const { orderId, approval, amendment } = ask;
      const before = roundsOf(state, orderId).at(-1);
      const problem = isMore(ask, before) ? splitsNeed(ask, othersThan(state, orderId)) : undefined;
      if (!problem) return ok([{ type: 'AwardRegistered', data: ask }]);
      const data = { orderId, approval, amendment, refusal: refusalOf(problem) };
      return ok([{ type: 'AwardRefused', data }]);
    },
    WithdrawAward({ orderId, round }, state) {
      const known = roundsOf(state, orderId).some((one) => one.round === round);
      return ok(known ? [{ type: 'AwardWithdrawn', data: { orderId, round } }] : []);
    },
    EndAward({ orderId }, state) {
      const known = roundsOf(state, orderId).length > 0;
      return ok(known ? [{ type: 'AwardEnded', data: { orderId } }] : []);
    },
  }),
};
