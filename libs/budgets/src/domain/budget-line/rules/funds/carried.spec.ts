import { describe, expect, test } from '@jest/globals';
import { fold, minorOf } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  commit,
  deliver,
  factsAt,
  openWith,
  pay,
  requisitioner,
  reserve,
  usd,
  xof,
} from '../../../../../testing/budget-line.js';
import { arrivalOf, destination, openNextYear } from '../../../../../testing/carried.js';
import type { BudgetLineCommand } from '../../budget-line.commands.js';
import { budgetLine } from '../../budget-line.decide.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { lineAsOf } from '../../state/line-as-of.js';

const { given } = givenWhenThen(budgetLine);
const facts = { ...factsAt('2026-09-20'), destination };
type Events = readonly BudgetLineEvent[];
const after = (history: Events, ...commands: readonly BudgetLineCommand[]) =>
  commands.reduce<Events>(
    (events, command) => [...events, ...given(events).when(command, facts).events()],
    history,
  );
/** Ordered for 29 million francs at 580; a part of it is delivered and paid. */
const ordered = after(
  openWith('60000.00'),
  reserve('r1', 29_000_000),
  commit('o1', 29_000_000, { lastOfReservation: true }),
);
const begun = after(ordered, deliver('d1', 11_600_000), pay('p1', 11_600_000));
const out = (francs: number) =>
  ({
    type: 'CarryCommitmentOut',
    ...{ commitmentId: 'o1', carryOverId: 'c1', toLineId: 'next' },
    document: { kind: 'purchase_order', id: 'o1', reference: 'PO-o1' },
    ...{ amount: xof(francs), orderedOn: '2026-09-20', effectiveAt: '2027-07-01' },
  }) as const;
const figures = (history: Events) => fold(budgetLine, [...history]).figures;

/** Both lines after the carry-over. */
function carried(history: Events = begun, francs = 17_400_000) {
  const left = given(history).when(out(francs), facts).events();
  const old = [...history, ...left];
  return { old, next: after(openNextYear('1000.00'), arrivalOf(left[0], 'line')) };
}

describe('carrying a commitment over', () => {
  test('takes the open part and as much allotment; what is available stays', () => {
    const { old, next } = carried();
    expect(old.slice(-1)).toMatchObject([
      {
        type: 'CommitmentCarriedOut',
        data: { amount: usd('30000.00'), documentAmount: xof(17_400_000), toLineId: 'next' },
        effectiveAt: '2027-07-01',
      },
    ]);
    const [was, is] = [figures(begun), figures(old)];
    expect(is).toEqual({ ...was, allotted: was.allotted - 3_000_000n, committed: 0n });
    expect(figures(next)).toMatchObject({ allotted: 3_100_000n, committed: 3_000_000n });
  });

  test('leaves the old line as it was, as of every date before', () => {
    const { old } = carried();
    const asOf = (events: Events) =>
      lineAsOf(fold(budgetLine, [...events]), events, '2027-06-30').figures;
    expect(asOf(old)).toEqual(asOf(begun));
  });

  test('keeps order, rate, date and requester on the new line, and delivers from there', () => {
    const { next } = carried();
    expect(next.slice(-1)).toMatchObject([
      {
        type: 'CommitmentCarriedIn',
        data: { documentDate: '2026-09-20', requestedBy: [requisitioner], approval: 1 },
      },
    ]);
    const late = { ...factsAt('2027-07-12') };
    given(next)
      .when(deliver('d2', 17_400_000, { on: '2027-07-12' }), late)
      .thenLike([
        { type: 'ExpenditureAccrued', effectiveAt: '2027-07-12' },
        { type: 'CommitmentLiquidated', data: { amount: usd('30000.00') } },
      ]);
  });

  test('the requester cannot use an overrun of his own on the new line', () => {
    const { next } = carried(ordered, 29_000_000);
    const overrun: BudgetLineCommand = {
      type: 'AuthoriseOverrun',
      ...{ cap: usd('9000.00'), expiresOn: '2027-12-31' },
      ...{ authority: 'Head', reason: 'x', by: requisitioner, today: '2026-09-20' },
    };
    const most = deliver('d2', 31_000_000, { on: '2027-07-12' });
    const late = factsAt('2027-07-12');
    given(after(next, overrun))
      .when(most, late)
      .thenLike([{ type: 'DeliveryHeld' }]);
    const other = { ...overrun, by: { id: 'head' } };
    const [first] = given(after(next, other)).when(most, late).events();
    expect(first).toMatchObject({ type: 'ExpenditureAccrued' });
  });

  test('the old line closes, and a repeated command changes nothing', () => {
    const { old, next } = carried(ordered, 29_000_000);
    given(old).when(out(29_000_000), facts).then([]);
    given(next)
      .when(arrivalOf(old.at(-1), 'line'), facts)
      .then([]);
    const by = { id: 'budget-officer' };
    const soft = after(old, { type: 'SoftCloseLine', reason: 'Year', by });
    given(soft)
      .when({ type: 'CloseLine', reason: 'Year', by })
      .thenLike([{ type: 'BudgetLineClosed' }]);
  });

  test.each([
    ['commitment_not_held', openWith('1.00'), 1],
    ['carry_over_amount_differs', begun, 17_399_999],
    ['date_before_what_it_follows', after(begun, late()), 17_400_000],
    ['advance_open', after(begun, pay('p2', 580)), 17_400_000],
  ] as const)('is refused: %s', (code, history, francs) => {
    given(history)
      .when(out(francs), facts)
      .thenLike([{ type: 'CommitmentCarryOutRejected', data: { code } }]);
  });

  test.each([
    ['which does not exist', null],
    ['of another year', { ...destination, fiscalYear: '2028-29' }],
    ['of another fund', { ...destination, fund: 'OTHER' }],
    ['that is closed', { ...destination, status: 'closed' }],
  ] as const)('is refused to a line %s', (_, to) => {
    given(begun)
      .when(out(17_400_000), { ...facts, destination: to })
      .thenLike([{ type: 'CommitmentCarryOutRejected', data: { code: 'carry_over_destination' } }]);
  });
});

/** An allotment of a later date. */
function late(): BudgetLineCommand {
  return {
    type: 'AllotFunds',
    ...{ allotmentId: 'a2', contributionId: null, amount: usd('1.00') },
    ...{ reason: 'x', by: { id: 'budget-officer' } },
    ...{ effectiveAt: '2027-07-02', today: '2027-07-02' },
  };
}

describe('a carry-over that does not come about', () => {
  test('is refused by a new line that is not open, and put back as it was', () => {
    const left = given(begun).when(out(17_400_000), facts).events();
    const frozen = after(openNextYear('1.00'), {
      type: 'FreezeLine',
      ...{ reason: 'Audit', by: { id: 'budget-officer' } },
    });
    const refused = given(frozen).when(arrivalOf(left[0], 'line'), facts);
    refused.thenLike([
      { type: 'CommitmentCarryInRejected', data: { code: 'budget_line_not_open' } },
    ]);
    const back = {
      type: 'TakeBackCarryOut',
      ...{ commitmentId: 'o1', carryOverId: 'c1' },
      ...{ code: 'budget_line_not_open', effectiveAt: '2027-07-01' },
    } as const;
    const whole = after([...begun, ...left], back);
    expect(figures(whole)).toEqual(figures(begun));
    given(whole).when(back, facts).then([]);
  });

  test('is taken back from the new line where another line of the order refused', () => {
    const { next } = carried();
    const back = {
      type: 'TakeBackCarryIn',
      ...{ commitmentId: 'o1', carryOverId: 'c1' },
      effectiveAt: '2027-07-01',
    } as const;
    const empty = after(next, back);
    expect(empty.at(-1)).toMatchObject({
      type: 'CommitmentCarryInTakenBack',
      ...{ data: { fromLineId: 'line' } },
    });
    expect(figures(empty)).toEqual(figures(openNextYear('1000.00')));
    given(empty).when(back, facts).then([]);
  });
});

describe('an order that is cancelled after its carry-over', () => {
  const cancel = {
    type: 'CancelCommitment',
    ...{ commitmentId: 'o1', approval: 1, effectiveAt: '2027-07-05' },
  } as const;

  test('gives back to what is available on the new line', () => {
    const { next } = carried(ordered, 29_000_000);
    const [cancelled, ...others] = given(next).when(cancel, facts).events();
    expect(cancelled).toMatchObject({ type: 'CommitmentCancelled' });
    expect(others).toEqual([]);
    const left = figures(after(next, cancel));
    expect(left).toMatchObject({ committed: 0n, allotted: minorOf(usd('51000.00')) });
  });

  test('reserves nothing on the old line again', () => {
    const { old } = carried(ordered, 29_000_000);
    given(old)
      .when(cancel, facts)
      .thenLike([{ type: 'CommitmentCancelled', data: { amount: usd('0.00') } }]);
    const control = given(ordered).when(cancel, facts).events();
    expect(control.map(({ type }) => type)).toEqual([
      'CommitmentCancelled',
      'ReservationReinstated',
    ]);
  });
});
