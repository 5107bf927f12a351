import { describe, expect, test } from '@jest/globals';
import type { IntegrationEvent } from '@tamani/kernel';
import type { ProcessDefinition } from '@tamani/runtime';
import { adjustment } from './adjustment.process.js';
import { commitment } from './commitment.process.js';
import { reservation } from './reservation.process.js';

type Input = readonly [type: string, data: Readonly<Record<string, unknown>>];

/** The results of each input: commands as `Type line`, events by type. */
function run<S>(process: ProcessDefinition<S>, inputs: readonly Input[]): string[][] {
  let state = process.initial;
  return inputs.map(([type, data]) => {
    const input = { type, data } as unknown as IntegrationEvent;
    expect(process.key(input)).toBeDefined();
    state = process.evolve(state, input);
    const { commands = [], events = [] } = process.react(state, input);
    for (const event of events) state = process.evolve(state, event as never);
    return [
      ...commands.map(({ command, id }) => `${command.type} ${id}`),
      ...events.map((event) => event.type),
    ];
  });
}

const lines = ['c', 'a', 'b'].map((budgetLineId) => ({ budgetLineId, amount: '1' }));
const short = { code: 'insufficient_funds', shortfall: { amount: '1.00', currency: 'USD' } };

describe('the commitment of an order over three lines', () => {
  const round = { orderId: 'o1', approval: 1 };
  const approved: Input = ['procurement.PurchaseOrderApproved.v1', { ...round, lines }];
  const of = { commitmentId: 'o1', approval: 1 };
  const says = (what: string, budgetLineId: string): Input => [
    `budgets.${what}.v1`,
    { ...of, budgetLineId, ...(what === 'CommitmentRejected' ? short : {}) },
  ];
  const asked = ['CommitFunds a', 'CommitFunds b', 'CommitFunds c'];

  test('is complete with the last answer', () => {
    const answers = ['b', 'a', 'c'].map((line) => says('FundsCommitted', line));
    expect(run(commitment, [approved, ...answers])).toEqual([
      asked,
      [],
      [],
      ['DocumentFundsCommitted'],
    ]);
  });

  test('refused by one, is refused once the others have cancelled theirs', () => {
    const story = [
      approved,
      says('CommitmentRejected', 'b'),
      says('FundsCommitted', 'a'),
      says('FundsCommitted', 'c'),
      says('CommitmentCancelled', 'c'),
      says('CommitmentCancelled', 'a'),
    ];
    expect(run(commitment, story)).toEqual([
      asked,
      [],
      [],
      ['CancelCommitment a', 'CancelCommitment c'],
      [],
      ['DocumentCommitmentRejected'],
    ]);
  });

  test('refused by all, is refused at once', () => {
    const answers = ['a', 'b', 'c'].map((line) => says('CommitmentRejected', line));
    expect(run(commitment, [approved, ...answers]).at(-1)).toEqual(['DocumentCommitmentRejected']);
  });
});

describe('the reservation of a requisition over three lines', () => {
  const of = { reservationId: 'r1' };
  const document = { requisitionId: 'q1', reference: 'REQ-1', effectiveAt: '2026-09-15' };
  const submitted: Input = ['procurement.RequisitionSubmitted.v1', { ...of, ...document, lines }];
  const withdrawn: Input = ['procurement.RequisitionWithdrawn.v1', { ...of, ...document }];
  const says = (what: string, budgetLineId: string): Input => [
    `budgets.${what}.v1`,
    { ...of, budgetLineId, ...(what === 'ReservationRejected' ? short : { cause: 'withdrawn' }) },
  ];
  const released = (...ids: string[]) => ids.map((id) => `ReleaseReservation ${id}`);
  const refusedByB = [
    submitted,
    says('FundsReserved', 'a'),
    says('ReservationRejected', 'b'),
    says('FundsReserved', 'c'),
  ];

  test('refused by one, is refused once the others have released theirs', () => {
    const story = [
      ...refusedByB,
      says('ReservationReleased', 'a'),
      says('ReservationReleased', 'c'),
    ];
    expect(run(reservation, story).slice(3)).toEqual([
      released('a', 'c'),
      [],
      ['DocumentFundsRejected'],
    ]);
  });

  test('refused by all, is refused at once', () => {
    const answers = ['a', 'b', 'c'].map((line) => says('ReservationRejected', line));
    expect(run(reservation, [submitted, ...answers]).at(-1)).toEqual(['DocumentFundsRejected']);
  });

  test('withdrawn while it is being undone, is only released', () => {
    const story = [
      ...refusedByB,
      withdrawn,
      says('ReservationReleased', 'a'),
      says('ReservationReleased', 'c'),
    ];
    expect(run(reservation, story).slice(4)).toEqual([
      [...released('a', 'c'), 'DocumentReservationReleased'],
      [],
      [],
    ]);
  });

  test('ignores the remainder that an order leaves', () => {
    const data = { ...of, budgetLineId: 'a', cause: 'remainder' };
    const left = { type: 'budgets.ReservationReleased.v1', data } as unknown as IntegrationEvent;
    expect(reservation.key(left)).toBeUndefined();
  });
});

describe('the adjustment of an order over three lines', () => {
  const amount = { amount: '1.00', currency: 'USD' };
  const changes = { a: '5', b: '-5', c: '5' };
  const requested: Input = [
    'procurement.AdjustmentRequested.v1',
    {
      ...{ adjustmentId: 'x1', orderId: 'o1', reference: 'PO-1', purpose: 'amendment' },
      lines: Object.entries(changes).map(([budgetLineId, francs]) => ({
        budgetLineId,
        accepted: { amount: '0', currency: 'XOF' },
        open: { amount: francs, currency: 'XOF' },
      })),
    },
  ];
  const says = (what: string, budgetLineId: string): Input => [
    `budgets.${what}.v1`,
    { adjustmentId: 'x1', budgetLineId, amount, ...short },
  ];
  const adjusted = (line: string) => says('CommitmentAdjusted', line);
  const more = ['AdjustCommitment a', 'AdjustCommitment c'];

  test('asks for more first: what is given free may be gone before it is taken back', () => {
    expect(run(adjustment, [requested, ...['a', 'c', 'b'].map(adjusted)])).toEqual([
      more,
      [],
      ['AdjustCommitment b'],
      ['DocumentAdjusted'],
    ]);
  });

  test('refused by one, the others take theirs back, and nothing is given free', () => {
    const story = [
      requested,
      says('CommitmentAdjustmentRejected', 'a'),
      adjusted('c'),
      says('CommitmentAdjustmentTakenBack', 'c'),
    ];
    expect(run(adjustment, story)).toEqual([
      more,
      [],
      ['TakeBackAdjustment c'],
      ['DocumentAdjustmentRejected'],
    ]);
  });

  test('refused by the last one, all that was granted is taken back', () => {
    const story = [
      requested,
      ...['a', 'c'].map(adjusted),
      says('CommitmentAdjustmentRejected', 'b'),
      ...['a', 'c'].map((line) => says('CommitmentAdjustmentTakenBack', line)),
    ];
    expect(run(adjustment, story).slice(2)).toEqual([
      ['AdjustCommitment b'],
      ['TakeBackAdjustment a', 'TakeBackAdjustment c'],
      [],
      ['DocumentAdjustmentRejected'],
    ]);
  });
});
