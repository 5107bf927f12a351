import { decideBy, err, ok, type BusinessDate, type Decider, type Rejection } from '@tamani/kernel';
import type { VendorCommand } from './vendor.commands.js';
import { vendorEvents, type VendorEvent } from './vendor.events.js';
import { claimNumber, releaseNumber } from './vendor.numbers.js';
import { refuse } from './vendor.rejections.js';
import {
  evolveVendor,
  initialVendor,
  screeningValidUntil,
  type VendorState,
  type VendorStatus,
} from './vendor.state.js';

export const vendor: Decider<VendorState, VendorCommand, VendorEvent> = {
  category: 'procurement.Vendor',
  events: vendorEvents,
  initial: initialVendor,
  evolve: evolveVendor,
  decide: decideBy<VendorState, VendorCommand, VendorEvent>({
    RegisterVendor({ reference, name, country, registrationNumber, by }, state) {
      if (state.status !== 'none') return err(duplicate(state));
      const data = { reference, name, country, registrationNumber, by };
      return ok([{ type: 'VendorRegistered', data }]);
    },

    RecordScreening({ list, listVersion, result, by, today }, state) {
      const wrong = unless(state, 'registered', 'eligible', 'suspended');
      if (wrong) return err(wrong);
      const data = { list, listVersion, result, screenedOn: today, by };
      const screened: VendorEvent = { type: 'VendorScreened', data };
      const reason = `${list} ${listVersion}`;
      if (result === 'match' && state.status !== 'suspended') {
        return ok([screened, { type: 'VendorSuspended', data: { reason, by } }]);
      }
      if (result === 'clear' && state.status === 'registered') {
        return ok([screened, { type: 'VendorBecameEligible', data: { reason, by } }]);
      }
      return ok([screened]);
    },

    SuspendVendor({ reason, by }, state) {
      const wrong = unless(state, 'registered', 'eligible');
      return wrong ? err(wrong) : ok([{ type: 'VendorSuspended', data: { reason, by } }]);
    },

    ReinstateVendor({ reason, by }, state) {
      const wrong = unless(state, 'suspended');
      if (wrong) return err(wrong);
      if (state.screening?.result !== 'clear') {
        return err(refuse.vendor_screening_not_clear({ reference: state.reference }));
      }
      return ok([{ type: 'VendorBecameEligible', data: { reason, by } }]);
    },

    ExcludeVendor({ reason, by }, state) {
      const wrong = unless(state, 'registered', 'eligible', 'suspended');
      return wrong ? err(wrong) : ok([{ type: 'VendorBecameIneligible', data: { reason, by } }]);
    },

    ClaimCreditNumber: claimNumber,
    ReleaseCreditNumber: releaseNumber,
  }),
};

const duplicate = ({ registrationNumber, country, reference, name }: VendorState): Rejection =>
  refuse.vendor_duplicate({ registrationNumber, country, reference, name });

function unless(state: VendorState, ...needed: readonly VendorStatus[]): Rejection | undefined {
  if (needed.includes(state.status)) return undefined;
  const { reference, status } = state;
  return refuse.vendor_wrong_status({ reference, status, needed: needed.join(', ') });
}

/** Inputs of decisions about a vendor's eligibility. */
export interface VendorFacts {
  /** Null if there is no vendor with that id. */
  readonly vendor: VendorState | null;
  readonly screeningDays: number;
}

/** Why no award, order or payment may go to the vendor today; undefined if it may. */
export function vendorProblem(
  vendorId: string,
  { vendor: state, screeningDays }: VendorFacts,
  today: BusinessDate,
): Rejection | undefined {
  if (state === null) return refuse.vendor_unknown({ vendorId });
  const { reference, status, screening } = state;
  if (status !== 'eligible') return refuse.vendor_not_eligible({ reference, status });
  if (screening?.result !== 'clear') return refuse.vendor_screening_not_clear({ reference });
  const validUntil = screeningValidUntil(screening, screeningDays);
  return validUntil < today
    ? refuse.vendor_screening_expired({ reference, validUntil })
    : undefined;
}
