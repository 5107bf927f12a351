import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { xof } from '../../../testing/purchase.js';
import {
  bankReference,
  bankReferenceId,
  type BankReferenceEvent,
  type TakeReference,
} from './bank-reference.decide.js';

const spec = givenWhenThen(bankReference);
const take = (documentId: string, francs: number, of: Partial<TakeReference> = {}) =>
  ({
    type: 'TakeReference',
    ...{ kind: 'refund', documentId, receivableId: `r-${documentId}`, orderId: 'order-1' },
    ...{ reference: `REF-${documentId}`, vendorId: 'vendor-1', bankReference: 'VIR-118' },
    ...{ valueDate: '2026-11-05', amount: xof(francs), transferAmount: null },
    ...of,
  }) as TakeReference;
const whole = (francs: number) => ({ transferAmount: xof(francs) });
const after = (...commands: TakeReference[]) =>
  commands.reduce<BankReferenceEvent[]>(
    (events, command) => [...events, ...spec.given(events).when(command).events()],
    [],
  );
const given = (command: TakeReference, ...before: TakeReference[]) =>
  spec.given(after(...before)).when(command);
const refused = (code: string, params: object = {}) =>
  [{ type: 'BankReferenceRefused', data: { refusal: { code, params } } }] as const;
const taken = [{ type: 'BankReferenceTaken' }] as const;

describe('a reference of the bank', () => {
  test('is that of one document', () => {
    given(take('1', 60_000)).thenLike(taken);
    given(take('2', 60_000), take('1', 60_000)).thenLike(
      refused('bank_reference_used', { bankReference: 'VIR-118', documents: 'REF-1' }),
    );
  });

  test('is that of several if one transfer is said to be for them, up to its amount', () => {
    const first = take('1', 60_000, whole(100_000));
    given(take('2', 40_000, whole(100_000)), first).thenLike(taken);
    given(take('2', 40_001, whole(100_000)), first).thenLike(
      refused('transfer_exceeded', { left: '40000' }),
    );
    given(take('3', 1, whole(100_000)), first, take('2', 40_000, whole(100_000))).thenLike(
      refused('transfer_exceeded', { left: '0' }),
    );
    given(take('2', 40_000), first).thenLike(refused('bank_reference_used'));
    given(take('2', 40_000, whole(110_000)), first).thenLike(refused('bank_reference_used'));
  });

  test('can be shared with a document that did not say what the whole was', () => {
    given(take('2', 40_000, whole(100_000)), take('1', 60_000)).thenLike(taken);
    given(take('2', 40_001, whole(100_000)), take('1', 60_000)).thenLike(
      refused('transfer_exceeded'),
    );
  });

  test('is of one day, and of one currency', () => {
    const later = { ...whole(100_000), valueDate: '2026-11-06' };
    given(take('2', 40_000, later), take('1', 60_000, whole(100_000))).thenLike(
      refused('bank_reference_used'),
    );
    given(take('1', 60_000, { transferAmount: { amount: '100.00', currency: 'USD' } })).thenLike(
      refused('transfer_currency_differs', { currency: 'USD', expected: 'XOF' }),
    );
  });

  test('by itself, a document is within the transfer that it names', () => {
    given(take('1', 60_000, whole(59_999))).thenLike(
      refused('transfer_exceeded', { left: '59999' }),
    );
  });
});

test('references that only look different are one; vendors’ banks number for themselves', () => {
  const of = { kind: 'payment', vendorId: 'vendor-1', bankReference: 'VIR-118' } as const;
  for (const typed of [' vir–118', 'ＶＩＲ‑１１８', 'V\u200bIR - 118']) {
    expect(bankReferenceId({ ...of, bankReference: typed })).toBe(bankReferenceId(of));
  }
  expect(bankReferenceId({ ...of, vendorId: 'vendor-2' })).toBe(bankReferenceId(of));
  const refund = { ...of, kind: 'refund' } as const;
  const others = [refund, { ...refund, vendorId: 'vendor-2' }, { ...of, bankReference: 'VIR-119' }];
  expect(new Set([of, ...others].map(bankReferenceId)).size).toBe(4);
});
