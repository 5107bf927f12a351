import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import {
  by,
  commit,
  deliver,
  draftLine,
  factsAt,
  openWith,
  pay,
} from '../../../../testing/budget-line.js';
import type { ChangeStatus } from '../budget-line.commands.js';
import { budgetLine } from '../budget-line.decide.js';

const { given } = givenWhenThen(budgetLine);
const facts = factsAt('2026-09-15');
const change = (type: ChangeStatus['type']): ChangeStatus => ({ type, reason: 'Planned', by });

describe('the status of a line', () => {
  test('a line is drafted, then opened, and opened once', () => {
    const drafted = given([]).when(draftLine, facts).thenState({ status: 'draft' }).events;
    const opened = given(drafted).when(change('OpenLine')).thenState({ status: 'open' });
    given([...drafted, ...opened.events])
      .when(change('OpenLine'))
      .thenRejected('budget_line_wrong_status', { status: 'open' });
  });

  test('a draft can be neither frozen nor closed', () => {
    const drafted = given([]).when(draftLine, facts).events();
    for (const type of ['FreezeLine', 'UnfreezeLine', 'SoftCloseLine', 'CloseLine'] as const) {
      given(drafted).when(change(type)).thenRejected('budget_line_wrong_status');
    }
  });

  test('a line is closed once nothing is reserved, ordered, unpaid or owed', () => {
    const order = commit('o1', 580_000, { reservationId: null });
    const reverse = {
      type: 'ReverseDelivery',
      ...{ commitmentId: 'o1', deliveryId: 'd1', effectiveAt: '2026-11-12' },
    } as const;
    const terminate = {
      type: 'CloseCommitment',
      ...({ commitmentId: 'o1', outcome: 'terminated', effectiveAt: '2026-11-12' } as const),
    } as const;
    const refund = {
      type: 'RecordRefund',
      ...{ commitmentId: 'o1', receivableId: 'v1', effectiveAt: '2026-11-20' },
      amount: { amount: '580000', currency: 'XOF' },
    } as const;
    const softly = change('SoftCloseLine');
    const steps = [order, softly, deliver('d1', 580_000), pay('p1', 580_000), reverse, terminate];
    let history = openWith('60000.00');
    const accepted = [...steps, refund].map((command) => {
      history = [...history, ...given(history).when(command, facts).events()];
      return given(history).when(change('CloseLine')).result.ok;
    });
    expect(accepted).toEqual([false, false, false, true, false, false, true]);
    given(history.slice(0, -1))
      .when(change('CloseLine'))
      .thenRejected('budget_line_in_use', { advances: '1000.00', unliquidated: '0.00' });
  });

  test('a frozen line is open again when the freeze is lifted', () => {
    const open = openWith('60000.00');
    const frozen = given(open).when(change('FreezeLine')).thenState({ status: 'frozen' });
    given([...open, ...frozen.events])
      .when(change('UnfreezeLine'))
      .thenState({ status: 'open' });
    given(open).when(change('UnfreezeLine')).thenRejected('budget_line_wrong_status');
  });
});
