import { describe, expect, test } from '@jest/globals';
import { ok } from '@tamani/kernel';
import { givenWhenThen, seeded } from '@tamani/testing';
import fc from 'fast-check';
import { dateProblem } from '../../../testing/date-problem.js';
import { people, xof } from '../../../testing/purchase.js';
import { receivable } from './receivable.decide.js';
import type { ReceivableCommand } from './receivable.commands.js';
import type { ReceivableEvent } from './receivable.events.js';
import type { VendorWriteOffsState } from '../write-offs/vendor-write-offs.decide.js';
import { openMinor } from './receivable.state.js';

const spec = givenWhenThen(receivable);
const id = 'receivable-1';
const today = '2026-11-20';
const by = people.clerk;
const usable = { id, dateProblem: null, bankReference: null };
const usd = (amount: string) => ({ amount, currency: 'USD' });
const lineOf = (orderLine: number, francs: bigint | number) => ({
  ...{ orderLine, budgetLineId: `line-${orderLine}`, amount: xof(String(francs)) },
});
const opened: ReceivableEvent = {
  type: 'ReceivableOpened',
  data: {
    ...{ reference: 'PO-2026-0001-R1', vendorId: 'vendor-1', purchaseOrderId: 'order-1' },
    ...{ currency: 'XOF', cause: { kind: 'receipt', id: 'r1' }, arisenOn: '2026-11-10' },
    lines: [lineOf(1, 60_000), lineOf(2, 40_000)],
  },
};
const refund = (francs: number, valueDate = today) =>
  ({
    type: 'RecordRefund',
    ...{ amount: xof(francs), valueDate, bankReference: 'REM-1', transferAmount: null, by, today },
  }) as const;
const request = { type: 'RequestWriteOff', reason: 'Bankrupt', by, today } as const;
const approve = {
  type: 'ApproveWriteOff',
  ...{ effectiveAt: today, by: people.approver, today },
} as const;
const limited = (valueMinor: bigint, register: VendorWriteOffsState | null = null) => ({
  ...{ id, dateProblem: null, register },
  limit: ok({ most: usd('10000.00'), valueMinor, splittingDays: 30 }),
});
/** The history with what a command has decided. */
const then = (
  history: readonly ReceivableEvent[],
  command: ReceivableCommand,
  facts: object = {},
): ReceivableEvent[] => [
  ...history,
  ...spec
    .given([...history])
    .when(command, facts as never)
    .events(),
];
const endingOf = (history: readonly ReceivableEvent[]): string =>
  spec.given([...history]).state.pending?.endingId ?? '';
const accept = (history: readonly ReceivableEvent[]) =>
  ({ type: 'AcceptEnding', endingId: endingOf(history) }) as const;
/** With the order's answer, as it is refunded when the bank's reference answers. */
const acceptRefund = (history: readonly ReceivableEvent[]) =>
  ({ type: 'AcceptRefund', endingId: endingOf(history) }) as const;
const acceptWriteOff = (history: readonly ReceivableEvent[]) =>
  ({ type: 'AcceptWriteOff', endingId: endingOf(history) }) as const;

describe('what the order says that its vendor owes', () => {
  const open = { type: 'OpenReceivable', ...opened.data } as ReceivableCommand;

  test('is open, once', () => {
    spec
      .given([])
      .when(open, {} as never)
      .then([opened]);
    spec
      .given([opened])
      .when(open, {} as never)
      .thenNothing();
  });
});

describe('a refund', () => {
  test('asks the order for its part of each line, and is here when that has set it aside', () => {
    const asked = then([opened], refund(50_000), usable);
    expect(asked.at(-1)).toMatchObject({
      type: 'RefundRequested',
      data: { lines: [lineOf(1, 30_000), lineOf(2, 20_000)] },
    });
    spec
      .given(asked)
      .when(refund(1), usable)
      .thenRejected('receivable_wrong_status', { status: 'settling' });
    const aside = then(asked, accept(asked));
    expect(aside.at(-1)).toMatchObject({
      type: 'RefundSetAside',
      data: { movement: { kind: 'refund', bankReference: 'REM-1', amount: xof(50_000) } },
    });
    const here = spec.given(aside).when(acceptRefund(aside));
    here.thenLike([{ type: 'ReceivableRefunded', data: { effectiveAt: today } }]);
    here.thenState({ status: 'open', ended: [{ kind: 'refund', amountMinor: 50_000n }] });
    spec
      .given([...aside, ...here.events()])
      .when(acceptRefund(asked))
      .thenNothing();
  });

  test('with a reference that another document has is none: it is owed as before', () => {
    const other = { documentId: 'e9', reference: 'PO-2026-0007-R1', valueDate: today };
    const taken = [{ ...other, amount: xof(10_000), transferAmount: null }];
    spec
      .given([opened])
      .when(refund(50_000), { ...usable, bankReference: { taken } })
      .thenRejected('bank_reference_used', { documents: 'PO-2026-0007-R1' });
    const asked = then([opened], refund(50_000), usable);
    const aside = then(asked, accept(asked));
    const refusal = { code: 'bank_reference_used', params: {} };
    const withdraw = { type: 'WithdrawEnding', endingId: endingOf(aside), refusal } as const;
    const refused = spec.given(aside).when(withdraw);
    refused.thenLike([
      { type: 'EndingWithdrawn', data: { invoiceId: null, budgetLineIds: ['line-1', 'line-2'] } },
    ]);
    refused.thenState({ status: 'open', refusal, ended: [], pending: null });
  });

  test('names the advance that is paid back, if one was reclaimed', () => {
    const ofAdvance = {
      ...opened,
      data: { ...opened.data, cause: { kind: 'advance', id: 'p1' } },
    } satisfies ReceivableEvent;
    for (const [first, advanceId] of [
      [opened, null],
      [ofAdvance, 'p1'],
    ] as const) {
      const asked = then([first], refund(50_000), usable);
      spec
        .given(asked)
        .when(acceptRefund(asked))
        .thenLike([{ type: 'ReceivableRefunded', data: { advanceId } }]);
      const lost = then(then([first], request), approve, limited(2n));
      spec
        .given(lost)
        .when(acceptWriteOff(lost))
        .thenLike([{ type: 'WriteOffCounted', data: { advanceId } }]);
    }
  });

  test('takes no answer to another ending', () => {
    const asked = then([opened], refund(50_000), usable);
    spec.given(asked).when({ type: 'AcceptEnding', endingId: 'another' }).thenNothing();
    const refusal = { code: 'not_owed_any_more', params: {} };
    for (const type of ['AcceptRefund', 'AcceptWriteOff'] as const) {
      spec.given(asked).when({ type, endingId: 'another' }).thenNothing();
    }
    for (const type of ['RefuseEnding', 'WithdrawEnding'] as const) {
      spec.given(asked).when({ type, endingId: 'another', refusal }).thenNothing();
    }
  });

  test('of all that is open settles it', () => {
    const asked = then([opened], refund(100_000), usable);
    spec
      .given(asked)
      .when(acceptRefund(asked))
      .thenState({ status: 'settled', open: [], pending: null });
  });

  test('is at most what is open, in its currency, and not before the receivable', () => {
    const given = spec.given([opened]);
    given.when(refund(100_001), usable).thenRejected('receivable_exceeded', { left: '100000' });
    const dollars = { ...refund(1), amount: usd('1.00') };
    given.when(dollars, usable).thenRejected('receivable_currency_differs');
    given.when(refund(1, '2026-11-09'), usable).thenRejected('date_before_previous_step');
    given.when(refund(1), { ...usable, dateProblem }).thenRejected('date_refused');
  });

  test('that the order refuses leaves it open, with the reason', () => {
    const asked = then([opened], refund(50_000), usable);
    const refusal = { code: 'not_owed_any_more', params: {} };
    const refused = spec
      .given(asked)
      .when({ type: 'RefuseEnding', endingId: endingOf(asked), refusal });
    refused.thenLike([{ type: 'EndingRefused' }]);
    refused.thenState({ status: 'open', refusal, ended: [] });
    refused.thenState((state) => expect(openMinor(state)).toBe(100_000n));
  });
});

describe('what replaces the goods', () => {
  test('settles it, also while somebody asks for a write-off', () => {
    const cover = {
      type: 'RecordCover',
      by: 'replacement',
      lines: [lineOf(1, 60_000), lineOf(2, 40_000)],
    } as const;
    spec.given([opened]).when(cover).thenState({ status: 'settled' });
    const asked = then([opened], request);
    spec.given(asked).when(cover).thenState({ status: 'settled' });
  });
});

describe('a write-off', () => {
  test('is approved by another person, within the limit', () => {
    const asked = then([opened], request);
    const given = spec.given(asked);
    given
      .when({ ...approve, by }, limited(1n))
      .thenRejected('segregation_requester_approves_write_off');
    given.when(approve, limited(1_000_001n)).thenRejected('write_off_limit_exceeded');
    given
      .when(approve, limited(1_000_000n))
      .thenLike([
        { type: 'WriteOffApproved', data: { lines: [lineOf(1, 60_000), lineOf(2, 40_000)] } },
      ]);
    given
      .when({ type: 'RejectWriteOff', reason: 'Try again', by: people.approver, today })
      .thenState({ status: 'open' });
  });

  test('counts with the others of its order and its vendor: their register decides', () => {
    const before = {
      ...{ reference: 'PO-2026-0001-R7', orderId: 'order-1', endingId: 'e9' },
      effectiveAt: today,
      values: [{ budgetLineId: 'line-1', value: usd('4000.00') }],
    };
    const asked = then([opened], request);
    const given = spec.given(asked);
    given
      .when(approve, limited(600_001n, { writeOffs: [before] }))
      .thenRejected('write_offs_exceed_limit', { receivables: 'PO-2026-0001-R7' });
    const history = then(asked, approve, limited(600_000n, { writeOffs: [before] }));
    const aside = then(history, accept(history));
    expect(aside.at(-1)).toMatchObject({
      type: 'WriteOffSetAside',
      data: {
        writeOff: {
          ...{ vendorId: 'vendor-1', orderId: 'order-1', endingId: endingOf(aside) },
          ...{ limit: usd('10000.00'), splittingDays: 30 },
          values: [
            { budgetLineId: 'line-1', value: usd('3600.00') },
            { budgetLineId: 'line-2', value: usd('2400.00') },
          ],
        },
      },
    });
    const refusal = { code: 'write_offs_exceed_limit', params: {} };
    spec
      .given(aside)
      .when({ type: 'WithdrawEnding', endingId: endingOf(aside), refusal })
      .thenState({ status: 'open', refusal });
  });

  test('ends what the lines can bear; what they cannot stays open, and says so', () => {
    let history = then(then([opened], request), approve, limited(2n));
    history = then(history, acceptWriteOff(history));
    expect(history.at(-1)).toMatchObject({ type: 'WriteOffCounted' });
    const shortfall = {
      budgetLineId: 'line-2',
      code: 'funds_insufficient',
      shortfall: usd('1.00'),
    };
    const yes = { type: 'RecordWriteOffAnswer', budgetLineId: 'line-1', shortfall: null } as const;
    const no = { type: 'RecordWriteOffAnswer', budgetLineId: 'line-2', shortfall } as const;
    history = then(history, yes);
    spec.given(history).when(yes).thenNothing();
    const answered = spec.given(history).when(no);
    answered.thenLike([
      { type: 'WriteOffAnswered' },
      { type: 'WriteOffEnded', data: { except: ['line-2'] } },
    ]);
    answered.thenState({ status: 'open', shortfalls: [shortfall] });
    answered.thenState((state) => expect(openMinor(state)).toBe(40_000n));
    const both = spec.given(history).when({ ...no, shortfall: null });
    both.thenState({ status: 'written_off', open: [] });
  });
});

describe('an offset', () => {
  const asking: ReceivableEvent = {
    type: 'OffsetRequested',
    data: {
      ...{ endingId: 'e1', purchaseOrderId: 'order-1', invoiceId: 'i2', effectiveAt: today },
      ...{ lines: [lineOf(1, 60_000)], by, requestedOn: today },
    },
  };
  const steps = (): ReceivableEvent[] => {
    const aside = then([opened, asking], { type: 'AcceptEnding', endingId: 'e1' });
    const againstLines = [lineOf(3, 60_000)];
    const allocation = {
      type: 'AcceptOffsetAllocation',
      ...{ endingId: 'e1', againstOrderId: 'order-2', lines: againstLines },
    } as const;
    return then(aside, allocation);
  };

  test('asks the invoice, then its order, and pays it', () => {
    const history = steps();
    expect(history.slice(2).map(({ type }) => type)).toEqual(['OffsetSetAside', 'OffsetAllocated']);
    const paid = spec.given(history).when({ type: 'AcceptOffset', endingId: 'e1' });
    paid.thenLike([
      {
        type: 'ReceivableOffset',
        data: { againstOrderId: 'order-2', againstLines: [lineOf(3, 60_000)] },
      },
    ]);
    paid.thenState({ status: 'open', ended: [{ kind: 'offset', amountMinor: 60_000n }] });
  });

  test('that the invoice or its order refuses leaves it open', () => {
    const refusal = { code: 'payment_exceeds_invoice', params: {} };
    for (const history of [steps(), [opened, asking]]) {
      const refused = spec.given(history).when({ type: 'WithdrawEnding', endingId: 'e1', refusal });
      refused.thenLike([
        { type: 'EndingWithdrawn', data: { invoiceId: 'i2', budgetLineIds: ['line-1'] } },
      ]);
      refused.thenState({ status: 'open', refusal });
    }
  });
});

test('however it is refunded, what has ended and what is open are all of it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 8 }),
      (amounts) => {
        let history: ReceivableEvent[] = [opened];
        for (const francs of amounts) {
          const open = openMinor(spec.given(history).state);
          if (open < BigInt(francs)) continue;
          history = then(history, refund(francs), usable);
          history = then(history, acceptRefund(history));
        }
        const state = spec.given(history).state;
        const ended = state.ended.reduce((sum, one) => sum + one.amountMinor, 0n);
        expect(ended + openMinor(state)).toBe(100_000n);
        expect(state.open.every((line) => line.amountMinor > 0n)).toBe(true);
      },
    ),
    seeded('receivable', { runs: 40 }).parameters,
  );
});
