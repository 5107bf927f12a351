import { describe, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { openWith, usd } from '../../../testing/budget-line.js';
import { budgetLine } from '../budget-line/budget-line.decide.js';
import type { BudgetLineState } from '../budget-line/state/budget-line.state.js';
import type { BudgetTransferCommand, RequestTransfer } from './budget-transfer.commands.js';
import { budgetTransfer } from './budget-transfer.decide.js';
import type { BudgetTransferEvent } from './budget-transfer.events.js';

const { given } = givenWhenThen(budgetTransfer);
const by = { id: 'budget-officer' };
const manager = { id: 'programme-manager' };
const today = '2026-11-25';
const source = fold(budgetLine, openWith('1000.00'));
const coded = (change: object, line = source): BudgetLineState => ({
  ...line,
  coding: { ...line.coding, ...change } as NonNullable<BudgetLineState['coding']>,
});
const destination = coded({ spendClass: 'training' });
const facts = { source, destination, transferPercent: '20', dateProblem: null };
const request: RequestTransfer = {
  ...{ type: 'RequestTransfer', reference: 'TRF-2026-0001', fromLineId: 'l1', toLineId: 'l2' },
  ...{ amount: usd('200.00'), reason: 'More posts', donorConsent: null, by, today },
};
const approve = { type: 'ApproveTransfer', effectiveAt: '2026-10-01', by: manager, today } as const;
const refusal = { code: 'project_ceiling_exceeded', params: {} };
const hold = { type: 'RecordHold', fromProjectId: null } as const;
const credit = { type: 'RecordCredit', toProjectId: null } as const;
const after = (...commands: readonly BudgetTransferCommand[]) =>
  commands.reduce<readonly BudgetTransferEvent[]>(
    (history, command) => [...history, ...given(history).when(command, facts).events()],
    [],
  );

describe('a budget transfer', () => {
  test('is requested, approved, held, credited, completed', () => {
    const steps = [
      [request, 'requested'],
      [approve, 'approved'],
      [hold, 'source_held'],
      [credit, 'destination_credited'],
      [{ type: 'RecordSent' }, 'completed'],
    ] as const;
    for (const [n, [command, status]] of steps.entries()) {
      const history = after(...steps.slice(0, n).map(([one]) => one));
      given(history).when(command, facts).thenState({ status });
    }
  });

  test('is void when its source refuses', () => {
    given(after(request, approve))
      .when({ type: 'RefuseHold', refusal })
      .thenState({ status: 'refused', refusal });
  });

  test('is taken back when its destination refuses', () => {
    const back = after(request, approve, hold, { type: 'RefuseCredit', refusal });
    given(after(request, approve, hold))
      .when({ type: 'RefuseCredit', refusal })
      .thenState({ status: 'releasing' });
    given(back).when({ type: 'RecordRelease' }).thenState({ status: 'hold_released', refusal });
  });

  test('is withdrawn or rejected only before its approval', () => {
    for (const [type, status] of [
      ['WithdrawTransfer', 'withdrawn'],
      ['RejectTransfer', 'rejected'],
    ] as const) {
      const command = { type, reason: 'Not needed', by };
      given(after(request)).when(command).thenState({ status, reason: 'Not needed' });
      given(after(request, approve)).when(command).thenRejected('transfer_wrong_status');
      given(after(request, command)).when(approve, facts).thenRejected('transfer_wrong_status');
    }
  });

  test('an answer that comes again changes nothing', () => {
    const done = after(request, approve, hold, credit, { type: 'RecordSent' });
    const answers = [hold, credit, { type: 'RecordSent' }, { type: 'RecordRelease' }] as const;
    for (const answer of answers) given(done).when(answer).thenNothing();
    given(done).when({ type: 'RefuseHold', refusal }).thenNothing();
    given(done).when({ type: 'RefuseCredit', refusal }).thenNothing();
  });

  test('is not approved by who requested it, delegations included', () => {
    const own = [by, { id: 'x', onBehalfOf: by.id }, { id: by.id, onBehalfOf: 'x' }];
    for (const person of own) {
      given(after(request))
        .when({ ...approve, by: person }, facts)
        .thenRejected('segregation_transfer_requester_approves');
    }
  });

  test('stays within fund, year and currency, and goes to another line', () => {
    given([])
      .when({ ...request, toLineId: 'l1' }, facts)
      .thenRejected('transfer_lines');
    const wrong = [
      coded({ fund: 'PBF' }, destination),
      coded({ fiscalYear: '2027-28' }, destination),
      { ...destination, currency: 'EUR' },
    ];
    for (const other of wrong) {
      given([])
        .when(request, { ...facts, destination: other })
        .thenRejected('transfer_lines');
    }
    given([])
      .when(request, { ...facts, destination: { ...destination, status: 'closed' } })
      .thenRejected('budget_line_wrong_status');
    for (const missing of [{ source: null }, { destination: null }]) {
      given([])
        .when(request, { ...facts, ...missing })
        .thenRejected('budget_line_unknown');
    }
  });

  test('needs the consent of the donor for earmarked money', () => {
    const earmarked = { ...facts, source: coded({ donor: 'Japon' }) };
    given([]).when(request, earmarked).thenRejected('transfer_consent_missing', { donor: 'Japon' });
    const donorConsent = { reference: 'JP-31', date: '2026-09-30' };
    given([])
      .when({ ...request, donorConsent }, earmarked)
      .thenState({ status: 'requested', donorConsent });
    given([])
      .when({ ...request, donorConsent: { ...donorConsent, date: '2026-11-26' } }, earmarked)
      .thenRejected('transfer_consent_in_future');
  });

  test('is refused at once for what its source would refuse', () => {
    given([])
      .when({ ...request, amount: usd('200.01') }, facts)
      .thenRejected('transfer_limit_exceeded', { left: '200.00', percent: '20' });
    given(after(request))
      .when(approve, { ...facts, source: { ...source, status: 'closed' } })
      .thenRejected('budget_line_wrong_status');
  });
});
