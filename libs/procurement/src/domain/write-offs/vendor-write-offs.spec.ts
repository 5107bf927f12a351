import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { vendorWriteOffs, type VendorWriteOffsCommand } from './vendor-write-offs.decide.js';
import type { VendorWriteOffsEvent } from './vendor-write-offs.events.js';

const spec = givenWhenThen(vendorWriteOffs);
const usd = (amount: string) => ({ amount, currency: 'USD' });
type Register = Extract<VendorWriteOffsCommand, { type: 'RegisterWriteOff' }>;
const value = (amount: string, budgetLineId = 'line-1') => ({ budgetLineId, value: usd(amount) });
const register = (endingId: string, amount: string, of: Partial<Register> = {}): Register => ({
  type: 'RegisterWriteOff',
  ...{ endingId, receivableId: `r${endingId}`, reference: `R${endingId}`, vendorId: 'vendor-1' },
  ...{ orderId: 'order-1', effectiveAt: '2026-09-20', values: [value(amount)] },
  ...{ limit: usd('10000.00'), splittingDays: 30 },
  ...of,
});
const after = (...commands: VendorWriteOffsCommand[]) =>
  commands.reduce<VendorWriteOffsEvent[]>(
    (events, command) => [
      ...events,
      ...spec
        .given([...events])
        .when(command)
        .events(),
    ],
    [],
  );
const given = (...before: VendorWriteOffsCommand[]) => spec.given(after(...before));
const registered = [{ type: 'WriteOffRegistered' }] as const;
const refused = (params: object = {}) =>
  [
    {
      type: 'WriteOffRefused',
      data: { refusal: { code: 'write_offs_exceed_limit', params } },
    },
  ] as const;
const first = register('1', '6000.00');
const otherOrder = { orderId: 'order-2' };

describe('what a vendor was let off', () => {
  test('counts together on one order, however long ago', () => {
    const late = { effectiveAt: '2028-01-10' };
    given(first)
      .when(register('2', '4000.00', late))
      .thenLike(registered);
    given(first)
      .when(register('2', '4000.01', late))
      .thenLike(refused({ receivables: 'R1', sum: '10000.01', limit: '10000.00' }));
  });

  test('counts together over orders within the policy’s days, before and after', () => {
    const on = (effectiveAt: string) => register('2', '4000.01', { ...otherOrder, effectiveAt });
    for (const near of ['2026-10-20', '2026-08-21'])
      given(first).when(on(near)).thenLike(refused());
    for (const far of ['2026-10-21', '2026-08-20']) given(first).when(on(far)).thenLike(registered);
    given(first)
      .when(register('2', '4000.00', otherOrder))
      .thenLike(registered);
  });

  test('in however many parts', () => {
    const parts = [1, 2, 3, 4].map((n) => register(String(n), '2500.00'));
    given(...parts)
      .when(register('5', '0.01'))
      .thenLike(refused({ receivables: 'R1, R2, R3, R4' }));
  });

  test('what budget lines refused counts no more', () => {
    const two = register('1', '', { values: [value('3000.00'), value('3000.00', 'line-2')] });
    const uncount = (...budgetLineIds: string[]) =>
      ({ type: 'UncountWriteOff', endingId: '1', budgetLineIds }) as const;
    given(two, uncount('line-2')).when(register('2', '7000.00')).thenLike(registered);
    given(two, uncount('line-2')).when(register('2', '7000.01')).thenLike(refused());
    given(two, uncount('line-2')).when(uncount('line-2')).thenNothing();
    given(two, uncount('line-1', 'line-2')).when(register('2', '10000.00')).thenLike(registered);
  });
});
