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
      ...{ commitmentId: 'o1', receivableId: 'v1', advanceId: null, effectiveAt: '2026-11-20' },
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
      .thenRejected('budget_line_in_use', {
        ...{ advances: '1000.00', unliquidated: '0.00', documents: 'PO-o1' },
      });
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
