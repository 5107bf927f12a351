import { decideBy, evolveBy, ok, type Decider } from '@tamani/kernel';
import { refusalOf } from '../shared/document.js';
import { togetherProblem, type CountedWriteOff } from '../shared/write-offs.js';
import { vendorWriteOffsEvents, type VendorWriteOffsEvent } from './vendor-write-offs.events.js';

type Registered = Extract<VendorWriteOffsEvent, { type: 'WriteOffRegistered' }>['data'];

/** Requested by a receivable whose write-off was approved, and set aside by its order. */
export interface RegisterWriteOff extends Registered {
  readonly type: 'RegisterWriteOff';
}
/** Some budget lines have refused it. */
export interface UncountWriteOff {
  readonly type: 'UncountWriteOff';
  readonly endingId: string;
  readonly budgetLineIds: readonly string[];
}
export type VendorWriteOffsCommand = RegisterWriteOff | UncountWriteOff;

export interface VendorWriteOffsState {
  readonly writeOffs: readonly CountedWriteOff[];
}
export const initialVendorWriteOffs: VendorWriteOffsState = { writeOffs: [] };

/** What a vendor was let off, by the vendor's id: it guards what counts together. */
export const vendorWriteOffs: Decider<
  VendorWriteOffsState,
  VendorWriteOffsCommand,
  VendorWriteOffsEvent
> = {
  category: 'procurement.VendorWriteOffs',
  events: vendorWriteOffsEvents,
  initial: initialVendorWriteOffs,
  evolve: evolveBy<VendorWriteOffsState, VendorWriteOffsEvent>({
    WriteOffRegistered: ({ writeOffs }, { reference, orderId, endingId, effectiveAt, values }) => ({
      writeOffs: [...writeOffs, { reference, orderId, endingId, effectiveAt, values }],
    }),
    WriteOffRefused: (state) => state,
    WriteOffUncounted: ({ writeOffs }, { endingId, budgetLineIds }) => ({
      writeOffs: writeOffs
        .map((one) => (one.endingId === endingId ? without(one, budgetLineIds) : one))
        .filter(({ values }) => values.length > 0),
    }),
  }),
  decide: decideBy<VendorWriteOffsState, VendorWriteOffsCommand, VendorWriteOffsEvent>({
    RegisterWriteOff({ type: _, receivableId, ...ask }, { writeOffs }) {
      const problem = togetherProblem(ask, writeOffs);
      if (!problem) {
        return ok([{ type: 'WriteOffRegistered', data: { ...ask, receivableId } }]);
      }
      const { orderId, endingId } = ask;
      const data = { receivableId, orderId, endingId, refusal: refusalOf(problem) };
      return ok([{ type: 'WriteOffRefused', data }]);
    },
    UncountWriteOff({ endingId, budgetLineIds }, { writeOffs }) {
      const known = writeOffs.find((one) => one.endingId === endingId);
      const gone = (known?.values ?? [])
        .map((one) => one.budgetLineId)
        .filter((id) => budgetLineIds.includes(id));
      if (gone.length === 0) return ok([]);
      return ok([{ type: 'WriteOffUncounted', data: { endingId, budgetLineIds: gone } }]);
    },
  }),
};

const without = (one: CountedWriteOff, budgetLineIds: readonly string[]): CountedWriteOff => ({
  ...one,
  values: one.values.filter(({ budgetLineId }) => !budgetLineIds.includes(budgetLineId)),
});
