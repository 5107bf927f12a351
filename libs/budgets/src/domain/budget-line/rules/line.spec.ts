import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import {
  by,
  commit,
  factsAt,
  first,
  openWith,
  project,
  reserve,
  usd,
} from '../../../../testing/budget-line.js';
import type { BudgetLineCommand, CarryIn, CarryOut } from '../budget-line.commands.js';
import { budgetLine } from '../budget-line.decide.js';
import type { CarryOverDestination } from './rule-parts.js';
import type { BudgetLineEvent } from '../budget-line.events.js';

const { given } = givenWhenThen(budgetLine);
const facts = factsAt('2026-09-15');
const reason = 'End of the year';
const after = (...commands: readonly BudgetLineCommand[]) =>
  commands.reduce<readonly BudgetLineEvent[]>(
    (history, command) => [...history, ...given(history).when(command, facts).events()],
    openWith('60000.00'),
  );
const softClose: BudgetLineCommand = { type: 'SoftCloseLine', reason, by };
const close: BudgetLineCommand = { type: 'CloseLine', reason, by };

describe('closing a line', () => {
  const order = commit('o1', 29_000_000, { lastOfReservation: true });

  test('not while funds are reserved or committed; in two steps', () => {
    given(openWith('60000.00')).when(close).thenRejected('budget_line_wrong_status');
    given(after(reserve('r1', 580_000), softClose))
      .when(close)
      .thenRejected('budget_line_in_use', {
        ...{ reserved: '1000.00', committed: '0.00', held: 0 },
        ...{ reference: 'BL-2026-0001', currency: 'USD', documents: 'REQ-r1' },
      });
    given(after(reserve('r1', 29_000_000), order, softClose))
      .when(close)
      .thenRejected('budget_line_in_use', { documents: 'PO-o1' });
    given(after(softClose))
      .when(close)
      .thenLike([{ type: 'BudgetLineClosed' }])
      .thenState({ status: 'closed' });
  });
});

describe('an allotment', () => {
  const dated = { effectiveAt: '2026-09-15', today: '2026-11-25', reason, by, ...first };
  const allot = (amount: string): BudgetLineCommand => ({
    type: 'AllotFunds',
    ...{ amount: usd(amount), ...dated },
  });
  const revise = (amount: string): BudgetLineCommand => ({
    type: 'ReviseAllotment',
    ...{ amount: usd(amount), ...dated },
  });

  test('may not bring what is allotted in all beyond an amount', () => {
    const most = '9999999940000.00';
    given(openWith('60000.00'))
      .when(allot('9999999940000.01'), facts)
      .thenRejected('allotment_too_large', { reference: 'BL-2026-0001' });
    const full = [
      ...openWith('60000.00'),
      ...given(openWith('60000.00')).when(allot(most), facts).events(),
    ];
    given(full).when(allot('0.01'), facts).thenRejected('allotment_too_large');
    given(full)
      .when(revise('1.00'), facts)
      .thenLike([{ type: 'AllotmentRevised', data: { amount: usd('-9999999999999.00') } }]);
    given(full)
      .when(revise('10000000000000.00'), facts)
      .thenLike([{ type: 'AllotmentRevised' }]);
  });
});

describe('a carry-over', () => {
  const nextYear: CarryOverDestination = {
    status: 'open',
    currency: 'USD',
    ...{ fund: 'RSS-TF', fiscalYear: '2027-28', axis: 'border_security' },
    ...{ spendClass: 'equipment', projectId: null, institution: null, region: null, donor: null },
  };
  const to = (more: Partial<CarryOverDestination> = {}) => ({
    ...facts,
    destination: { ...nextYear, ...more },
  });
  const id = { carryOverId: 'carry-1', effectiveAt: '2026-11-20', reason, by };
  const out = (amount: string): CarryOut => ({
    type: 'CarryOut',
    ...id,
    amount: usd(amount),
    toLineId: 'next-year',
    today: '2026-11-25',
  });
  const into: CarryIn = {
    type: 'CarryIn',
    ...id,
    amount: usd('10000.00'),
    fromLineId: 'last-year',
  };

  test('moves the available funds, once, to the line of the same key of the next year', () => {
    const reserved = after(reserve('r1', 29_000_000));
    const gone = given(reserved).when(out('10000.00'), to());
    gone
      .thenLike([{ type: 'FundsCarriedOut', data: { amount: usd('10000.00') } }])
      .thenState({ figures: { reserved: 5_000_000n } });
    given([...reserved, ...gone.events()])
      .when(out('10000.00'), to())
      .thenNothing();
    given(reserved)
      .when(out('10000.01'), to())
      .thenRejected('insufficient_funds', {
        ...{ available: '10000.00', shortfall: '0.01' },
        ...{ reference: 'BL-2026-0001', currency: 'USD' },
      });
    const wrong = [
      ...[{ status: 'closed' }, { currency: 'XOF' }, { fund: 'MALI' }, { donor: 'Japon' }],
      ...[{ axis: 'democratic_control' }, { spendClass: 'workshop' }, { projectId: 'p1' }],
      ...[{ fiscalYear: '2026-27' }, { fiscalYear: '2028-29' }],
    ] as readonly Partial<CarryOverDestination>[];
    for (const destination of wrong) {
      given(reserved).when(out('1.00'), to(destination)).thenRejected('carry_over_destination');
    }
    given(reserved).when(out('1.00'), facts).thenRejected('carry_over_destination');
    given(reserved)
      .when(out('1.00'), {
        ...to(),
        project: { ...project, status: 'suspended', takesFunds: false },
      })
      .thenRejected('project_closed_to_spending');
    given(reserved)
      .when({ ...out('1.00'), effectiveAt: '2026-06-30' }, to())
      .thenRejected('date_before_what_it_follows', { earliest: '2026-07-01' });
  });

  test('arrives once, whatever the status of the target line', () => {
    const frozen = after({ type: 'FreezeLine', reason, by });
    for (const history of [after(), frozen, after(softClose), after(softClose, close)]) {
      const arrived = given(history).when(into, facts);
      arrived.thenLike([{ type: 'FundsCarriedIn', data: { amount: usd('10000.00') } }]);
      given([...history, ...arrived.events()])
        .when(into, facts)
        .thenNothing();
    }
    given([]).when(into, facts).thenRejected('budget_line_unknown');
  });
});
