import { expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { policy, type SetPolicy } from './policy.decide.js';
import { policyKeys } from './policy.defaults.js';
import { policyAt, policyIdOf } from './policy.state.js';

const spec = givenWhenThen(policy);
const by = { id: 'administrator' };
const set = (key: string, from: string, value: SetPolicy['value']): SetPolicy => ({
  type: 'SetPolicy',
  key,
  from,
  value,
  reason: 'Circular 12',
  by,
});
const usd = (amount: string) => ({ amount, currency: 'USD' });
const days = (from: string, value: string) =>
  ({
    type: 'PolicySet',
    data: { key: 'vendor_screening_days', from, value, reason: 'x', by },
  }) as const;

test('the default applies until the first setting; the latest from-date wins', () => {
  const key = 'vendor_screening_days';
  const state = fold(policy, [days('2026-09-01', '60'), days('2026-07-01', '30')]);
  expect(policyAt(null, key, '2026-10-01')).toBe('90');
  expect(policyAt(state, key, '2026-06-30')).toBe('90');
  expect(policyAt(state, key, '2026-07-01')).toBe('30');
  expect(policyAt(state, key, '2026-10-01')).toBe('60');
});

test('of two settings with the same date the later one applies', () => {
  const state = fold(policy, [days('2026-09-01', '60'), days('2026-09-01', '45')]);
  expect(policyAt(state, 'vendor_screening_days', '2026-09-01')).toBe('45');
});

test.each([
  ['vendor_screening_days', '30'],
  ['low_value_limit', usd('5000.00')],
  ['receipt_tolerance_percent', '2.5'],
  ['invoice_price_tolerance_amount', { amount: '100', currency: 'XOF' }],
  ['transfer_out_percent', '25'],
  ['contribution_counts_from', 'agreed'],
] as const)('%s is set', (key, value) => {
  const command = set(key, '2026-09-01', value);
  spec
    .given()
    .when(command)
    .thenLike([{ type: 'PolicySet', data: { key, value } }]);
});

test.each([
  ['vendor_screening_days', '0', 'days'],
  ['attention_days', '0', 'days'],
  ['vendor_screening_days', usd('90.00'), 'days'],
  ['low_value_limit', '5000', 'money_in_usd'],
  ['low_value_limit', { amount: '5000', currency: 'XOF' }, 'money_in_usd'],
  ['receipt_tolerance_percent', '-1', 'percent'],
  ['invoice_price_tolerance_amount', '0', 'money'],
  ['contribution_counts_from', 'promised', 'contribution_step'],
] as const)('%s does not take %j, and says that it takes %s', (key, value, shape) => {
  const command = set(key, '2026-09-01', value);
  spec.given().when(command).thenRejected('policy_value_malformed', { key, shape });
});

test('a policy keeps its key, and each key has its own stream', () => {
  const other = set('low_value_limit', '2026-09-01', usd('1.00'));
  spec
    .given([days('2026-09-01', '60')])
    .when(other)
    .thenRejected('policy_key_mismatch');
  expect(new Set(policyKeys.map(policyIdOf)).size).toBe(policyKeys.length);
});
