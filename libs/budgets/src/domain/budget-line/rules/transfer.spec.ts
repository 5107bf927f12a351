import { describe, expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen, seeded } from '@tamani/testing';
import fc from 'fast-check';
import {
  by,
  draftLine,
  factsAt,
  openWith,
  project,
  reserve,
  usd,
} from '../../../../testing/budget-line.js';
import type { BudgetLineCommand } from '../budget-line.commands.js';
import type { CreditTransfer, HoldTransfer } from '../transfer.commands.js';
import { budgetLine } from '../budget-line.decide.js';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { availableOf } from '../movements.js';

const { given } = givenWhenThen(budgetLine);
const facts = factsAt('2026-09-15');
const order = { reference: 'TRF-2026-0001', reason: 'More posts', by, effectiveAt: '2026-10-01' };
const hold = (amount: string, transferId = 't1'): HoldTransfer => ({
  ...{ type: 'HoldTransfer', transferId, amount: usd(amount), toLineId: 'l2' },
  ...order,
});
const credit = (amount: string, fromProjectId: string | null = null): CreditTransfer => ({
  ...{ type: 'CreditTransfer', transferId: 't1', amount: usd(amount), fromLineId: 'l1' },
  ...{ ...order, fromProjectId },
});
const release = { type: 'ReleaseTransfer', transferId: 't1' } as const;
const sent = { type: 'SendTransfer', transferId: 't1', toProjectId: null } as const;
const after = (...commands: readonly BudgetLineCommand[]) =>
  commands.reduce<readonly BudgetLineEvent[]>(
    (history, command) => [...history, ...given(history).when(command, facts).events()],
    openWith('1000.00'),
  );
const refused = (code: string) => [
  { type: 'TransferRefused' as const, data: { refusal: { code } } },
];

describe('the source of a transfer', () => {
  test('holds the amount, then lets it go; once', () => {
    const held = after(hold('200.00'));
    given(openWith('1000.00'))
      .when(hold('200.00'), facts)
      .thenLike([{ type: 'TransferHeld', effectiveAt: '2026-10-01' }])
      .thenState({ figures: { allotted: 100_000n, transferHold: 20_000n } });
    given(held).when(hold('200.00'), facts).thenNothing();
    const gone = given(held).when(sent, facts);
    gone
      .thenLike([{ type: 'FundsTransferredOut', effectiveAt: '2026-10-01' }])
      .thenState({ figures: { allotted: 80_000n, transferHold: 0n } });
    const done = after(hold('200.00'), sent);
    given(done).when(sent, facts).thenNothing();
    given(done).when(release, facts).thenNothing();
  });

  test('moves it in the first open month where its own is closed by then', () => {
    const closed = { ...facts, periods: { '2026-10': 'closed' } } as const;
    given(openWith('1000.00'))
      .when(hold('200.00'), closed)
      .thenLike([{ type: 'TransferHeld', effectiveAt: '2026-11-01' }]);
    given(after(hold('200.00')))
      .when(sent, closed)
      .thenLike([{ type: 'FundsTransferredOut', effectiveAt: '2026-11-01' }]);
    given(openWith('1.00'))
      .when(credit('200.00'), closed)
      .thenLike([{ type: 'FundsTransferredIn', effectiveAt: '2026-11-01' }]);
  });

  test('has the whole again when the destination refuses', () => {
    const freed = given(after(hold('200.00'))).when(release, facts);
    freed.thenState({ figures: { allotted: 100_000n, transferHold: 0n } });
    given(after(hold('200.00'), release))
      .when(hold('200.00', 't2'), facts)
      .thenLike([{ type: 'TransferHeld' }]);
    given(openWith('1.00')).when(release, facts).thenNothing();
  });

  test('gives at most a share of its original allotment, all transfers together', () => {
    given(openWith('1000.00'))
      .when(hold('200.01'), facts)
      .thenLike([
        {
          type: 'TransferRefused',
          data: { refusal: { code: 'transfer_limit_exceeded', params: { left: '200.00' } } },
        },
      ]);
    given(after(hold('150.00'), sent))
      .when(hold('50.01', 't2'), facts)
      .thenLike(refused('transfer_limit_exceeded'));
    given(openWith('1000.00'))
      .when(hold('250.00'), { ...facts, transferPercent: '25' })
      .thenLike([{ type: 'TransferHeld' }]);
  });

  test('gives what is available, and not before it was allotted', () => {
    given(after(reserve('r1', 580 * 900)))
      .when(hold('100.01'), facts)
      .thenLike(refused('insufficient_funds'));
    given(openWith('1000.00'))
      .when({ ...hold('1.00'), effectiveAt: '2026-06-30' }, facts)
      .thenLike(refused('date_before_what_it_follows'));
  });

  test('a refusal is answered once', () => {
    const history = after(hold('900.00'));
    given(history).when(hold('900.00'), facts).thenNothing();
    given(history).when(sent, facts).thenNothing();
    given([]).when(hold('1.00'), facts).thenRejected('budget_line_unknown');
  });

  test('is not closed while it holds', () => {
    given(after(hold('200.00'), { type: 'SoftCloseLine', reason: 'x', by }))
      .when({ type: 'CloseLine', reason: 'x', by })
      .thenRejected('budget_line_in_use', { documents: 'TRF-2026-0001' });
  });
});

describe('the destination of a transfer', () => {
  test('has the amount once', () => {
    const arrived = given(openWith('1.00')).when(credit('200.00'), facts);
    arrived
      .thenLike([{ type: 'FundsTransferredIn', effectiveAt: '2026-10-01' }])
      .thenState({ figures: { allotted: 20_100n }, originalMinor: 100n });
    given(after(credit('200.00')))
      .when(credit('200.00'), facts)
      .thenNothing();
    given([]).when(credit('1.00'), facts).thenRejected('budget_line_unknown');
  });

  test('refuses it where it is closed', () => {
    const closed = after(
      { type: 'SoftCloseLine', reason: 'x', by },
      { type: 'CloseLine', reason: 'x', by },
    );
    const answer = given(closed).when(credit('1.00'), facts);
    answer.thenLike([
      { type: 'AllotmentRefused', data: { refusal: { code: 'budget_line_wrong_status' } } },
    ]);
    given([...closed, ...answer.events()])
      .when(credit('1.00'), facts)
      .thenNothing();
  });

  test('asks the ceiling of its project, but not for money of the same project', () => {
    const known = { ...facts, project };
    const drafted = given([])
      .when({ ...draftLine, projectId: 'p1' }, known)
      .events();
    given(drafted)
      .when(credit('50000.01'), known)
      .thenLike([
        { type: 'AllotmentRefused', data: { refusal: { code: 'project_ceiling_exceeded' } } },
      ]);
    const waiting = given(drafted).when(credit('50000.00'), known);
    waiting.thenLike([{ type: 'AllotmentRequested', data: { guard: 'project' } }]);
    const history = [...drafted, ...waiting.events()];
    given(history).when(credit('50000.00'), known).thenNothing();
    given(history)
      .when({ type: 'AcceptAllotment', allotmentId: 't1', guard: 'project' }, facts)
      .thenLike([{ type: 'FundsTransferredIn', data: { amount: usd('50000.00') } }]);
    given(drafted)
      .when(credit('50000.01', 'p1'), known)
      .thenLike([{ type: 'FundsTransferredIn' }]);
    const suspended = { ...project, status: 'suspended', takesFunds: false } as const;
    given(drafted)
      .when(credit('1.00', 'p1'), { ...facts, project: suspended })
      .thenLike([
        { type: 'AllotmentRefused', data: { refusal: { code: 'project_closed_to_spending' } } },
      ]);
  });
});

test('whatever is held, sent and released, no cent is lost and the share is kept', () => {
  const step = fc.record({
    id: fc.constantFrom('t1', 't2', 't3', 't4'),
    cents: fc.integer({ min: 1, max: 25_000 }),
    act: fc.constantFrom('hold', 'send', 'release'),
  });
  const commandOf = ({ id, cents, act }: { id: string; cents: number; act: string }) => {
    const digits = String(cents).padStart(3, '0');
    if (act === 'hold') return hold(`${digits.slice(0, -2)}.${digits.slice(-2)}`, id);
    return act === 'send' ? { ...sent, transferId: id } : { ...release, transferId: id };
  };
  const { parameters } = seeded('transfers out of a line', { runs: 200 });
  const walk = fc.property(fc.array(step, { maxLength: 16 }), (steps) => {
    let history = openWith('1000.00');
    for (const one of steps) {
      history = [...history, ...given(history).when(commandOf(one), facts).events()];
      const { figures } = fold(budgetLine, history);
      expect(availableOf(figures) + figures.transferHold).toBe(figures.allotted);
      expect(figures.allotted - figures.transferHold >= 80_000n).toBe(true);
    }
  });
  fc.assert(walk, parameters);
});
