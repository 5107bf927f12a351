import { addDays, derivedId, evolveBy, normalNumber, type BusinessDate } from '@tamani/kernel';
import type { VendorEvent } from './vendor.events.js';

export type VendorStatus = 'none' | 'registered' | 'eligible' | 'suspended' | 'ineligible';

export interface Screening {
  readonly list: string;
  readonly listVersion: string;
  readonly result: 'clear' | 'match';
  readonly screenedOn: BusinessDate;
}
/** The number of a credit note that is not cancelled. */
export interface CreditNumber {
  readonly number: string;
  readonly creditNoteId: string;
  readonly reference: string;
}
export interface VendorState {
  readonly status: VendorStatus;
  readonly reference: string;
  readonly name: string;
  readonly country: string;
  readonly registrationNumber: string;
  /** Why it is suspended or ineligible. */
  readonly reason?: string | undefined;
  /** The last one; it decides. */
  readonly screening?: Screening | undefined;
  readonly creditNumbers: readonly CreditNumber[];
}
export const initialVendor: VendorState = {
  status: 'none',
  reference: '',
  name: '',
  country: '',
  registrationNumber: '',
  creditNumbers: [],
};

export const evolveVendor = evolveBy<VendorState, VendorEvent>({
  VendorRegistered: (_, { reference, name, country, registrationNumber }) => ({
    ...initialVendor,
    status: 'registered',
    reference,
    name,
    country,
    registrationNumber,
  }),
  VendorScreened: (state, { list, listVersion, result, screenedOn }) => ({
    ...state,
    screening: { list, listVersion, result, screenedOn },
  }),
  VendorBecameEligible: (state) => ({ ...state, status: 'eligible', reason: undefined }),
  VendorSuspended: (state, { reason }) => ({ ...state, status: 'suspended', reason }),
  VendorBecameIneligible: (state, { reason }) => ({ ...state, status: 'ineligible', reason }),
  CreditNumberClaimed: (state, { number, creditNoteId, reference }) => ({
    ...state,
    creditNumbers: [...state.creditNumbers, { number, creditNoteId, reference }],
  }),
  CreditNumberRefused: (state) => state,
  CreditNumberReleased: (state, { creditNoteId }) => ({
    ...state,
    creditNumbers: state.creditNumbers.filter((one) => one.creditNoteId !== creditNoteId),
  }),
});

/** The stream id comes from the registration, so that a company exists once. */
export const vendorIdOf = (country: string, registrationNumber: string): string =>
  derivedId('vendor', country, normalNumber(registrationNumber));

/** The last day on which the last screening is valid. */
export const screeningValidUntil = (screening: Screening, days: number): BusinessDate =>
  addDays(screening.screenedOn, days);
