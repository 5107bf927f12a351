import { describe, expect, test } from '@jest/globals';
import type { IntegrationEvent } from '@tamani/kernel';
import type { ProcessDefinition } from '@tamani/runtime';
import { seeded } from '@tamani/testing';
import fc from 'fast-check';
import type { AllOrNoneState } from './all-or-none.js';
import { commitment } from './commitment.process.js';
import { reservation } from './reservation.process.js';

/** A document that asks, and its lines' answers, in the words of its messages. */
interface Story {
  readonly process: ProcessDefinition<AllOrNoneState<unknown>>;
  readonly request: IntegrationEvent;
  readonly withdrawal: IntegrationEvent;
  readonly ask: string;
  says(what: 'granted' | 'refused' | 'taken back', budgetLineId: string): IntegrationEvent;
}

const LINES = ['a', 'b', 'c'];
const effectiveAt = '2026-09-15';
const lines = LINES.map((budgetLineId) => ({ budgetLineId, amount: '1' }));
const short = { code: 'insufficient_funds', shortfall: { amount: '1.00', currency: 'USD' } };
const input = (type: string, data: object) => ({ type, data }) as unknown as IntegrationEvent;
/** Erased: the stories differ in their requests only. */
const erased = (process: unknown) => process as Story['process'];

const requisition: Story = {
  process: erased(reservation),
  request: input('procurement.RequisitionSubmitted.v1', {
    ...{ requisitionId: 'q1', reference: 'REQ-1', reservationId: 'r1', effectiveAt, lines },
  }),
  withdrawal: input('procurement.RequisitionWithdrawn.v1', {
    ...{ requisitionId: 'q1', reservationId: 'r1', effectiveAt: '2026-09-18' },
  }),
  ask: 'ReserveFunds',
  says(what, budgetLineId) {
    const of = { reservationId: 'r1', budgetLineId };
    if (what === 'granted') return input('budgets.FundsReserved.v1', of);
    if (what === 'refused') return input('budgets.ReservationRejected.v1', { ...of, ...short });
    return input('budgets.ReservationReleased.v1', { ...of, cause: 'withdrawn' });
  },
};

const order: Story = {
  process: erased(commitment),
  request: input('procurement.PurchaseOrderApproved.v1', {
    ...{ orderId: 'o1', approval: 2, effectiveAt, lines },
  }),
  withdrawal: input('procurement.PurchaseOrderWithdrawn.v1', {
    ...{ orderId: 'o1', approval: 2, effectiveAt: '2026-09-18' },
  }),
  ask: 'CommitFunds',
  says(what, budgetLineId) {
    const of = { commitmentId: 'o1', approval: 2, budgetLineId };
    if (what === 'granted') return input('budgets.FundsCommitted.v1', of);
    if (what === 'refused') return input('budgets.CommitmentRejected.v1', { ...of, ...short });
    return input('budgets.CommitmentCancelled.v1', of);
  },
};

/** An instance: what it asks for and tells, input by input. */
function instance({ process }: Story) {
  let state = process.initial;
  return (message: IntegrationEvent) => {
    expect(process.key(message)).toBeDefined();
    state = process.evolve(state, message);
    const { commands = [], events = [] } = process.react(state, message);
    for (const event of events) state = process.evolve(state, event);
    return {
      commands: commands.map(({ command, id }) => ({ type: command.type, line: id, command })),
      events: events.map(({ type }) => type),
    };
  };
}

describe.each([
  ['a requisition', requisition, 'ReleaseReservation'],
  ['an order', order, 'CancelCommitment'],
] as const)('the funds of %s that is withdrawn', (name, story, undo) => {
  test('before its request is read: no line is asked', () => {
    const take = instance(story);
    expect(take(story.withdrawal)).toEqual({ commands: [], events: [] });
    expect(take(story.request).commands).toEqual([]);
  });

  test('a line that grants later takes it back at once, at the date of the withdrawal', () => {
    const take = instance(story);
    take(story.request);
    take(story.says('granted', 'a'));
    const undone = take(story.withdrawal).commands;
    expect(undone.map(({ type, line }) => `${type} ${line}`)).toEqual(
      LINES.map((line) => `${undo} ${line}`),
    );
    const late = take(story.says('granted', 'b')).commands;
    expect(late).toMatchObject([{ line: 'b', command: { type: undo, effectiveAt: '2026-09-18' } }]);
    expect(take(story.says('refused', 'c')).commands).toEqual([]);
    expect(take(story.says('taken back', 'b')).commands).toEqual([]);
  });

  test('only the request waits behind what is parked', () => {
    const { process } = story;
    const answers = (['granted', 'refused', 'taken back'] as const).map((what) =>
      story.says(what, 'a'),
    );
    for (const ahead of [story.withdrawal, ...answers]) {
      expect(process.overtakes?.(ahead)).toBe(true);
    }
    expect(process.overtakes?.(story.request)).toBe(false);
  });

  const { parameters } = seeded(`the withdrawal of ${name}`, { runs: 300, fullRuns: 10_000 });
  const world = {
    picks: fc.array(fc.nat(999), { minLength: 40, maxLength: 40 }),
    refusing: fc.subarray(LINES),
  };

  test('keeps nothing, in whatever order messages and commands come, and come again', () => {
    fc.assert(
      fc.property(fc.record(world), (of) => {
        expect(heldAfter(story, of)).toEqual([]);
      }),
      parameters,
    );
  });

  test('control: a process that forgets the withdrawal keeps something', () => {
    const { process } = story;
    const forgets: Story = {
      ...story,
      process: {
        ...process,
        evolve: (state, item) => ({ ...process.evolve(state, item), withdrawnOn: undefined }),
      },
    };
    const found = fc.check(
      fc.property(fc.record(world), (of) => heldAfter(forgets, of).length === 0),
      parameters,
    );
    expect(found.failed).toBe(true);
  });
});

type Job = IntegrationEvent | { readonly command: string; readonly line: string };

/** The lines that hold something when all messages and commands are through, in any order. */
function heldAfter(
  story: Story,
  { picks, refusing }: { readonly picks: readonly number[]; readonly refusing: readonly string[] },
): string[] {
  const take = instance(story);
  const lines = new Map<string, 'held' | 'refused' | 'free'>();
  const jobs: Job[] = [story.request, story.withdrawal];
  const seen = new Set<Job>();

  const carryOut = (command: string, line: string) => {
    const before = lines.get(line);
    if (command === story.ask && before === undefined) {
      const refuses = refusing.includes(line);
      lines.set(line, refuses ? 'refused' : 'held');
      jobs.push(story.says(refuses ? 'refused' : 'granted', line));
    }
    if (command !== story.ask && before === 'held') {
      lines.set(line, 'free');
      jobs.push(story.says('taken back', line));
    }
  };

  for (let n = 0; jobs.length > 0; n += 1) {
    const pick = picks[n % picks.length] ?? 0;
    const [job] = jobs.splice(pick % jobs.length, 1) as [Job];
    if ('command' in job) {
      carryOut(job.command, job.line);
      // A command comes again: its line knows it.
      if (pick % 3 === 0 && !seen.has(job)) jobs.push(job);
      seen.add(job);
    } else {
      for (const { type, line } of take(job).commands) jobs.push({ command: type, line });
    }
  }
  return LINES.filter((line) => lines.get(line) === 'held');
}
