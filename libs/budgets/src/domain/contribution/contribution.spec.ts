import { describe, expect, test } from '@jest/globals';
import { fold, type MoneyJson } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import type { Coding } from '../shared/vocabulary.js';
import { ratesOf, usd } from '../../../testing/budget-line.js';
import type {
  AllotContribution,
  ContributionCommand,
  RegisterContribution,
} from './contribution.commands.js';
import type { CountsFrom } from './contribution.allotment.js';
import { contribution } from './contribution.decide.js';
import type { ContributionEvent } from './contribution.events.js';

const spec = givenWhenThen(contribution);
const facts = { countsFrom: 'received', rates: ratesOf('2026-09') } as const;
const given = (history: readonly ContributionEvent[]) => ({
  when: (command: ContributionCommand) => spec.given(history).when(command, facts),
});
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

  test('takes a reference of the bank once', () => {
    const typed = (bankReference: string | null) => ({ ...receive('100.00'), bankReference });
    const first = [...pledged, ...given(pledged).when(typed('VIR-44')).events()];
    given(first).when(typed(' vir–44')).thenRejected('contribution_reference_used');
    for (const other of ['VIR-45', null]) {
      given(first)
        .when(typed(other))
        .thenLike([{ type: 'ContributionReceived' }]);
    }
    const without = [...pledged, ...given(pledged).when(typed(null)).events()];
    given(without)
      .when(typed(null))
      .thenLike([{ type: 'ContributionReceived' }]);
  });

  test('may be received without a pledge or an agreement', () => {
    given([])
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
    given([])
      .when(register({ pledgedOn: '2026-11-26' }))
      .thenRejected('contribution_date_in_future');
  });

  test('has a status, and is registered once', () => {
    given([]).when(register({})).thenRejected('contribution_date_missing');
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
    given([])
      .when(register({ amount, receivedOn: '2020-11-23' }))
      .thenState({ status: 'received', currency: amount.currency });
  });

  test('may come from an unnamed donor', () => {
    given([])
      .when(register({ donor: null, receivedOn: '2020-04-16' }))
      .thenState({ status: 'received', donor: null });
  });
});

describe('an allotment from a contribution', () => {
  const coding: Coding = {
    ...{ fund: 'RSS-TF', fiscalYear: '2026-27', axis: 'border_security', donor: null },
    ...{ spendClass: 'equipment', projectId: null, institution: null, region: null },
  };
  const allot = (amount: MoneyJson, allotmentId = 'a1'): AllotContribution => ({
    ...{ type: 'AllotContribution', allotmentId, budgetLineId: 'l1', amount, coding },
    effectiveAt: '2026-09-15',
  });
  const part = after(register({ pledgedOn: '2026-08-01' }), receive('88420.00'));
  const refused = (code: string) => [
    { type: 'ContributionAllotmentRefused' as const, data: { refusal: { code } } },
  ];

  test('counts what is received, at the rate of the month, and no more', () => {
    const most = given(part).when(allot(usd('100000.00')));
    most
      .thenLike([{ type: 'ContributionAllotted', data: { amount: eur('88420.00') } }])
      .thenState({ allottedMinor: 8_842_000n });
    given(part)
      .when(allot(usd('100000.01')))
      .thenLike(refused('contribution_used_up'));
    const all = [...part, ...most.events()];
    given(all)
      .when(allot(usd('100000.00')))
      .thenNothing();
    given(all)
      .when(allot(usd('0.02'), 'a2'))
      .thenLike(refused('contribution_used_up'));
  });

  test('counts what is agreed or pledged where the policy says so', () => {
    const from = (countsFrom: CountsFrom) => ({ ...facts, countsFrom });
    const agreed = after(register({ agreedOn: '2026-08-01' }));
    const command = allot(usd('1.00'));
    spec.given(agreed).when(command, from('agreed')).thenState({ allottedMinor: 88n });
    spec.given(agreed).when(command, from('received')).thenLike(refused('contribution_used_up'));
    spec.given(pledged).when(command, from('pledged')).thenState({ allottedMinor: 88n });
    spec.given(pledged).when(command, from('agreed')).thenLike(refused('contribution_used_up'));
  });

  test('is for the fund, project and donor that the contribution names', () => {
    const named = after(register({ receivedOn: '2026-08-01', fund: 'RSS-TF', projectId: 'p1' }));
    given(named)
      .when(allot(usd('1.00')))
      .thenLike(refused('contribution_for_other'));
    given(part)
      .when({ ...allot(usd('1.00')), coding: { ...coding, donor: 'Japon' } })
      .thenLike(refused('contribution_for_other'));
  });

  test('needs a rate between the two currencies', () => {
    const command = allot(usd('1.00'));
    spec
      .given(part)
      .when(command, { ...facts, rates: null })
      .thenLike(refused('rate_missing'));
  });

  test('that is refused elsewhere is free again, once', () => {
    const all = [
      ...part,
      ...given(part)
        .when(allot(usd('100000.00')))
        .events(),
    ];
    const release = {
      ...({ type: 'ReleaseContribution', releaseId: 'x1', allotmentId: 'a1' } as const),
      amount: null,
    } as const;
    const freed = given(all).when(release).thenState({ allottedMinor: 0n, allotments: [] });
    given([...all, ...freed.events])
      .when(release)
      .thenNothing();
  });

  test('is given back in parts, by proportion; the last part takes the rest', () => {
    const taken = spec
      .given(part)
      .when(allot(usd('1.00')), facts)
      .events();
    const releases = [usd('0.33'), usd('0.33'), usd('0.34')].map(
      (amount, n) =>
        ({
          ...({ type: 'ReleaseContribution', releaseId: `x${n}`, allotmentId: 'a1' } as const),
          amount,
        }) as const,
    );
    let history = [...part, ...taken];
    for (const release of releases) {
      const freed = given(history).when(release).events();
      expect(freed).toHaveLength(1);
      history = [...history, ...freed];
      given(history).when(release).thenNothing();
    }
    expect(fold(contribution, history)).toMatchObject({ allottedMinor: 0n, allotments: [] });
  });

  test('is not taken away by an amendment', () => {
    const agreed = after(register({ agreedOn: '2026-08-01' }));
    const command = allot(usd('100.00'));
    const taken = spec
      .given(agreed)
      .when(command, { ...facts, countsFrom: 'agreed' })
      .events();
    given([...agreed, ...taken])
      .when(agree('88.41'))
      .thenRejected('contribution_below_allotted', { allotted: '88.42' });
  });
});

describe('the dates of a contribution', () => {
  test('follow one another: nothing is agreed or received before it was pledged', () => {
    const before = { earliest: '2026-08-01', date: '2026-07-31' };
    given(pledged)
      .when(receive('1.00', '2026-07-31'))
      .thenRejected('contribution_date_before', before);
    given(pledged).when(agree(null, '2026-07-31')).thenRejected('contribution_date_before', before);
    given([])
      .when(register({ pledgedOn: '2026-08-01', receivedOn: '2026-07-31' }))
      .thenRejected('contribution_date_before', before);
  });
});
