import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { by, draftLine, factsAt, openWith } from '../../../../testing/budget-line.js';
import type { ChangeStatus, OpenLine } from '../budget-line.commands.js';
import { budgetLine } from '../budget-line.decide.js';

const { given } = givenWhenThen(budgetLine);
const facts = factsAt('2026-09-15');
const open: OpenLine = { type: 'OpenLine', reason: 'Planned', by };
const change = (type: Exclude<ChangeStatus['type'], 'OpenLine'>) =>
  ({ type, reason: 'Planned', by }) as const;

describe('the status of a line', () => {
  test('a line is drafted, then opened, and opened once', () => {
    const drafted = given([]).when(draftLine, facts).thenState({ status: 'draft' }).events;
    const asked = given(drafted).when(open, facts).thenState({ status: 'opening' });
    given([...drafted, ...asked.events])
      .when(open, facts)
      .thenRejected('budget_line_wrong_status', { status: 'opening' });
    const opened = given([...drafted, ...asked.events]).when({ type: 'AcceptOpening', by });
    opened.thenState({ status: 'open', reason: 'Planned' });
    given([...drafted, ...asked.events, ...opened.events()])
      .when({ type: 'AcceptOpening', by })
      .thenNothing();
  });

  test('a line is not opened beside another of its key', () => {
    const drafted = given([]).when(draftLine, facts).events();
    const key = { holder: { budgetLineId: 'l2', reference: 'BL-2026-0007' } };
    given(drafted)
      .when(open, { ...facts, key })
      .thenRejected('budget_line_exists', { first: 'BL-2026-0007' });
    const asked = [...drafted, ...given(drafted).when(open, facts).events()];
    const refusal = { code: 'budget_line_exists', params: { first: 'BL-2026-0007' } };
    const refused = given(asked).when({ type: 'RefuseOpening', refusal });
    refused.thenLike([{ type: 'BudgetLineOpeningRefused' }]).thenState({ status: 'draft' });
    given([...asked, ...refused.events()])
      .when({ type: 'RefuseOpening', refusal })
      .thenNothing();
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
