import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import type { ContributionCommand, RegisterContribution } from './contribution.commands.js';
import { contribution } from './contribution.decide.js';
import type { ContributionEvent } from './contribution.events.js';

const { given } = givenWhenThen(contribution);
const by = { id: 'budget-officer' };
const today = '2026-11-25';
const eur = (amount: string) => ({ amount, currency: 'EUR' });

const register = (dates: Partial<RegisterContribution>): RegisterContribution => ({
  type: 'RegisterContribution',
  ...{ reference: 'CON-2026-0001', donor: 'Allemagne', title: 'Appui à la RSS' },
  ...{ fund: null, projectId: null, donorReference: null, origin: null, amount: eur('500000.00') },
  ...{ pledgedOn: null, agreedOn: null, receivedOn: null, by, today },
  ...dates,
});
const after = (...commands: readonly ContributionCommand[]) =>
  commands.reduce<readonly ContributionEvent[]>(
    (history, command) => [...history, ...given(history).when(command).events()],
    [],
  );
const pledged = after(register({ pledgedOn: '2026-08-01' }));
const agree = (amount: string | null, agreedOn = '2026-09-01') =>
  ({
    type: 'AgreeContribution',
    ...{ amount: amount === null ? null : eur(amount), agreedOn, agreementReference: null },
    ...{ by, today },
  }) as const;
const receive = (amount: string, receivedOn = '2026-10-01') =>
  ({
    type: 'ReceiveContribution',
    ...{ amount: eur(amount), receivedOn, bankReference: null, by, today },
  }) as const;

describe('a contribution', () => {
  test('may be registered as agreed or received', () => {
    given([])
      .when(register({ agreedOn: '2026-08-01' }))
      .thenState({ status: 'agreed' });
    given([])
      .when(register({ receivedOn: '2026-08-01' }))
      .thenState({ status: 'received', receivedMinor: 50_000_000n });
  });

  test('is pledged, agreed, received in parts, closed', () => {
    const agreed = [...pledged, ...given(pledged).when(agree(null)).events()];
    given(agreed).when(receive('200000.00')).thenState({ status: 'partially_received' });
    const part = [...agreed, ...given(agreed).when(receive('200000.00')).events()];
    given(part)
      .when(receive('300000.00'))
      .thenLike([{ type: 'ContributionReceived', data: { receipt: 2, complete: true } }])
      .thenState({ status: 'received', receivedMinor: 50_000_000n });
    given(part)
      .when({ type: 'CloseContribution', reason: 'The donor withdrew the rest', by, today })
      .thenState({ status: 'closed' });
  });

  test('may be received without a pledge or an agreement', () => {
    given()
      .when(register({ receivedOn: '2026-10-01' }))
      .thenLike([
        { type: 'ContributionRegistered' },
        { type: 'ContributionAgreed', data: { agreedOn: '2026-10-01' } },
        { type: 'ContributionReceived', data: { complete: true } },
      ])
      .thenState({ status: 'received', pledgedOn: null });
    given(pledged)
      .when(receive('500000.00'))
      .thenLike([{ type: 'ContributionAgreed' }, { type: 'ContributionReceived' }]);
  });

  test('is amended by another agreement, not below the received amount', () => {
    const received = [...pledged, ...given(pledged).when(receive('500000.00')).events()];
    given(received).when(receive('1.00')).thenRejected('contribution_wrong_status');
    given(received)
      .when(agree('600000.00'))
      .thenState({ status: 'partially_received', agreedMinor: 60_000_000n });
    given(received)
      .when(agree('499999.99'))
      .thenRejected('contribution_below_received', { received: '500000.00' });
    const part = [...pledged, ...given(pledged).when(receive('200000.00')).events()];
    given(part).when(agree('200000.00')).thenState({ status: 'received' });
  });

  test('does not exceed the agreed amount', () => {
    given(pledged)
      .when(receive('500000.01'))
      .thenRejected('contribution_over_received', { outstanding: '500000.00', currency: 'EUR' });
  });

  test('has one currency and past dates', () => {
    const francs = { ...receive('1.00'), amount: { amount: '1', currency: 'XOF' } };
    given(pledged).when(francs).thenRejected('contribution_currency', { expected: 'EUR' });
    given(pledged)
      .when(agree(null, '2026-11-26'))
      .thenRejected('contribution_date_in_future', { date: '2026-11-26', today });
    given()
      .when(register({ pledgedOn: '2026-11-26' }))
      .thenRejected('contribution_date_in_future');
  });

  test('has a status, and is registered once', () => {
    given().when(register({})).thenRejected('contribution_date_missing');
    given(pledged)
      .when(register({ pledgedOn: '2026-08-01' }))
      .thenRejected('contribution_exists', { reference: 'CON-2026-0001' });
  });

  test.each([
    ['36 million dinars of three decimals', { amount: '36000000', currency: 'KWD' }],
    ['yen without decimals', { amount: '110000000', currency: 'JPY' }],
    ['crowns of Iceland without decimals', { amount: '25000000', currency: 'ISK' }],
    ['in kind, not valued', { amount: '0', currency: 'USD' }],
  ])('fits what donors give: %s', (_, amount) => {
    given()
      .when(register({ amount, receivedOn: '2020-11-23' }))
      .thenState({ status: 'received', currency: amount.currency });
  });

  test('may come from an unnamed donor', () => {
    given()
      .when(register({ donor: null, receivedOn: '2020-04-16' }))
      .thenState({ status: 'received', donor: null });
  });
});
