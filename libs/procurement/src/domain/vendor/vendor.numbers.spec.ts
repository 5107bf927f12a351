import { test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { vendorEvents } from '../../../testing/purchase.js';
import { vendor } from './vendor.decide.js';

const spec = givenWhenThen(vendor);
const claim = (creditNoteId: string, number = 'AV-001') =>
  ({
    type: 'ClaimCreditNumber',
    ...{ orderId: 'order-1', creditNoteId, reference: `CRN-${creditNoteId}`, number },
  }) as const;
const given = spec.given([vendorEvents.registered]);
const claimed = given.when(claim('c1'));
const held = spec.given([vendorEvents.registered, ...claimed.events()]);

test('a number is that of one credit note, however it is written', () => {
  claimed.thenLike([{ type: 'CreditNumberClaimed', data: { creditNoteId: 'c1' } }]);
  held.when(claim('c1')).thenNothing();
  const refusal = { code: 'credit_note_duplicate', params: { reference: 'CRN-c1' } };
  for (const alike of ['AV-001', ' av–001', 'ＡＶ‑００１']) {
    held
      .when(claim('c2', alike))
      .thenLike([{ type: 'CreditNumberRefused', data: { creditNoteId: 'c2', refusal } }]);
  }
  held.when(claim('c2', 'AV-002')).thenLike([{ type: 'CreditNumberClaimed' }]);
});

test('the number of a cancelled credit note is free', () => {
  const free = held.when({ type: 'ReleaseCreditNumber', creditNoteId: 'c1' });
  free.thenState({ creditNumbers: [] });
  given.when({ type: 'ReleaseCreditNumber', creditNoteId: 'c1' }).thenNothing();
});
