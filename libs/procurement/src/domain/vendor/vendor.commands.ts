import type { BusinessDate, Person } from '@tamani/kernel';

export interface RegisterVendor {
  readonly type: 'RegisterVendor';
  readonly reference: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly registrationNumber: string;
  readonly by: Person;
}
export interface RecordScreening {
  readonly type: 'RecordScreening';
  readonly list: string;
  readonly listVersion: string;
  readonly result: 'clear' | 'match';
  readonly by: Person;
  readonly today: BusinessDate;
}
interface VendorDecision<T extends string> {
  readonly type: T;
  readonly reason: string;
  readonly by: Person;
}
export type SuspendVendor = VendorDecision<'SuspendVendor'>;
/** Ends the suspension; requires that the last screening is clear. */
export type ReinstateVendor = VendorDecision<'ReinstateVendor'>;
export type ExcludeVendor = VendorDecision<'ExcludeVendor'>;

/** A credit note asks for its number. */
export interface ClaimCreditNumber {
  readonly type: 'ClaimCreditNumber';
  readonly orderId: string;
  readonly creditNoteId: string;
  readonly reference: string;
  readonly number: string;
}
export interface ReleaseCreditNumber {
  readonly type: 'ReleaseCreditNumber';
  readonly creditNoteId: string;
}

export type VendorCommand =
  | RegisterVendor
  | RecordScreening
  | SuspendVendor
  | ReinstateVendor
  | ExcludeVendor
  | ClaimCreditNumber
  | ReleaseCreditNumber;
