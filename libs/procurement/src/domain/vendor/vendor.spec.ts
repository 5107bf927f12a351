import { expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { people, vendorEvents } from '../../../testing/purchase.js';
import type { VendorCommand } from './vendor.commands.js';
import { vendor, vendorProblem } from './vendor.decide.js';
import { vendorIdOf } from './vendor.state.js';

const spec = givenWhenThen(vendor);
const by = people.buyer;
const { registered, screened, eligible } = vendorEvents;
const screen = (result: 'clear' | 'match') =>
  ({
    type: 'RecordScreening',
    list: 'UNSC',
    listVersion: '2026-10-01',
    result,
    by,
    today: '2026-10-02',
  }) satisfies VendorCommand;
const decision = <T extends 'SuspendVendor' | 'ReinstateVendor' | 'ExcludeVendor'>(type: T) => ({
  type,
  reason: 'Fraud inquiry',
  by,
});
const suspended = { type: 'VendorSuspended', data: { reason: 'x', by } } as const;
const excluded = { type: 'VendorBecameIneligible', data: { reason: 'x', by } } as const;

test('a vendor is registered once; a second registration names the first', () => {
  const { by: _, ...data } = registered.data;
  const command = { type: 'RegisterVendor', ...data, by } as const;
  spec
    .given()
    .when(command)
    .thenLike([{ type: 'VendorRegistered', data }]);
  const named = { reference: 'VEN-2026-0001', name: 'Sahel Informatique' };
  spec.given([registered]).when(command).thenRejected('vendor_duplicate', named);
});

test('a number that looks alike does not make another vendor; another country does', () => {
  for (const alike of ['rc 12-a', 'RC12\u2011A', 'ＲＣ12–A', 'RC\u200B12-A'])
    expect(vendorIdOf('ML', alike)).toBe(vendorIdOf('ML', 'RC12-A'));
  expect(vendorIdOf('ML', 'RC12-A')).not.toBe(vendorIdOf('SN', 'RC12-A'));
});

test('a clear screening makes it eligible; a match suspends it', () => {
  const clear = spec.given([registered]).when(screen('clear'));
  clear.thenLike([{ type: 'VendorScreened' }, { type: 'VendorBecameEligible' }]);
  clear.thenState({ status: 'eligible' });
  const match = spec.given([registered, screened, eligible]).when(screen('match'));
  match.thenLike([{ type: 'VendorScreened' }, { type: 'VendorSuspended' }]);
});

test('a screening alone does not reinstate a suspended vendor', () => {
  const given = spec.given([registered, screened, eligible, suspended]);
  given.when(screen('clear')).thenLike([{ type: 'VendorScreened' }]);
  given.when(decision('ReinstateVendor')).thenLike([{ type: 'VendorBecameEligible' }]);
  const matched = spec.given([
    registered,
    ...spec.given([registered]).when(screen('match')).events(),
  ]);
  matched.when(decision('ReinstateVendor')).thenRejected('vendor_screening_not_clear');
});

test('an ineligible vendor stays ineligible', () => {
  spec
    .given([registered])
    .when(decision('ExcludeVendor'))
    .thenLike([{ type: 'VendorBecameIneligible' }]);
  for (const type of ['SuspendVendor', 'ReinstateVendor', 'ExcludeVendor'] as const) {
    spec.given([registered, excluded]).when(decision(type)).thenRejected('vendor_wrong_status', {
      status: 'ineligible',
    });
  }
});

test('an order may go to an eligible vendor with a valid screening', () => {
  const state = fold(vendor, [registered, screened, eligible]);
  const problem = (today: string, screeningDays = 90) =>
    vendorProblem('v', { vendor: state, screeningDays }, today)?.code;
  expect(problem('2026-12-01')).toBeUndefined();
  expect(problem('2026-12-02')).toBe('vendor_screening_expired');
  expect(problem('2026-09-30', 10)).toBe('vendor_screening_expired');
});

test.each([
  [[], 'vendor_not_eligible'],
  [[screened, eligible, suspended], 'vendor_not_eligible'],
  [[screened, eligible, excluded], 'vendor_not_eligible'],
  [[eligible], 'vendor_screening_not_clear'],
] as const)('no order to a vendor %#: %s', (events, code) => {
  const vendorFacts = { vendor: fold(vendor, [registered, ...events]), screeningDays: 90 };
  expect(vendorProblem('v', vendorFacts, '2026-09-10')?.code).toBe(code);
});

test('no order to a vendor that does not exist', () => {
  const vendorFacts = { vendor: null, screeningDays: 90 };
  expect(vendorProblem('v', vendorFacts, '2026-09-10')?.code).toBe('vendor_unknown');
});
