import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { by, draftLine, factsAt, openWith } from '../../../../testing/budget-line.js';
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

  test('a frozen line is open again when the freeze is lifted', () => {
    const open = openWith('60000.00');
    const frozen = given(open).when(change('FreezeLine')).thenState({ status: 'frozen' });
    given([...open, ...frozen.events])
      .when(change('UnfreezeLine'))
      .thenState({ status: 'open' });
    given(open).when(change('UnfreezeLine')).thenRejected('budget_line_wrong_status');
  });
});
