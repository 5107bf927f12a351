import { describe, expect, test } from '@jest/globals';
import { derivedId } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import { people, requestedLine, requisitionEvents, xof } from '../../../testing/purchase.js';
import type { RequisitionCommand, RequisitionLineInput } from './requisition.commands.js';
import { requisition, type BudgetLineFacts } from './requisition.decide.js';
import type { RequisitionEvent } from './requisition.events.js';

const spec = givenWhenThen(requisition);
const { created, submitted, reserved, certified, allocated } = requisitionEvents;
const by = people.requisitioner;
const today = '2026-09-16';
const suspended = { reference: 'PRJ-2026-0007', status: 'suspended' } as const;
const open: BudgetLineFacts = { status: 'open', spendClass: 'equipment', idleProject: null };
const facts = { id: 'r1', budgetLines: { 'line-1': open }, dateProblem: null };
const create = (...lines: RequisitionLineInput[]) =>
  ({
    type: 'CreateRequisition',
    reference: 'REQ-2026-0001',
    title: 'Laptops',
    neededBy: '2026-12-31',
    lines,
    by,
  }) satisfies RequisitionCommand;
const submit = {
  type: 'SubmitRequisition',
  effectiveAt: '2026-09-15',
  by,
  today,
} as const;
const certify = { type: 'CertifyRequisition', by: people.certifier } as const;
const on = { effectiveAt: today, today };
const usable = { dateProblem: null, returning: null };
const cancel = { type: 'CancelRequisition', reason: 'No need', by, ...on } as const;
const giveBack = {
  type: 'ReturnRequisition',
  comments: 'Add the specification',
  by: people.certifier,
  ...on,
} as const;
const rejected: RequisitionEvent = {
  type: 'RequisitionFundsRejected',
  data: {
    reservationId: 'reservation-1',
    shortfalls: [
      {
        budgetLineId: 'line-1',
        code: 'funds_insufficient',
        shortfall: { amount: '344.83', currency: 'USD' },
      },
    ],
  },
};

describe('a draft', () => {
  test('has numbered lines, each rounded half up once, and their total', () => {
    const half = { ...requestedLine, quantity: '0.5', unitPrice: xof(3) };
    const draft = spec.given().when(create(requestedLine, half));
    draft.thenLike([
      {
        type: 'RequisitionCreated',
        data: {
          currency: 'XOF',
          lines: [
            { line: 1, amount: xof(29_000_000) },
            { line: 2, amount: xof(2) },
          ],
        },
      },
    ]);
    draft.thenState({ status: 'draft' });
  });

  test('has one currency and no line without value', () => {
    const dollars = { ...requestedLine, unitPrice: { amount: '1.00', currency: 'USD' } };
    spec.given().when(create(requestedLine, dollars)).thenRejected('currency_mixed');
    const nothing = { ...requestedLine, unitPrice: xof(0) };
    spec.given().when(create(nothing)).thenRejected('document_total_zero', { line: 1 });
  });

  test('has a total that is an amount of money', () => {
    const large = { ...requestedLine, quantity: '1', unitPrice: xof(10 ** 15) };
    spec
      .given()
      .when(create(large))
      .thenLike([{ type: 'RequisitionCreated' }]);
    const product = { ...large, quantity: '2' };
    for (const lines of [[product], [large, large]]) {
      spec
        .given()
        .when(create(...lines))
        .thenRejected('document_total_too_large');
    }
  });

  test('can be revised, also after its funds were refused, but not later', () => {
    const { reference: _, ...content } = create({ ...requestedLine, quantity: '90' });
    const change = { ...content, type: 'ChangeRequisition' } as const;
    spec
      .given([created])
      .when(change)
      .thenLike([{ type: 'RequisitionChanged' }]);
    const again = spec.given([created, submitted, rejected]).when(change);
    again.thenState({ status: 'draft', shortfalls: [] });
    spec.given([created, submitted]).when(change).thenRejected('requisition_wrong_status', {
      status: 'funds_pending',
    });
  });
});

describe('submitting', () => {
  test('requests the funds, summed by budget line, under a new reservation each time', () => {
    const second = { ...requestedLine, quantity: '1', unitPrice: xof(1000) };
    const two = spec.given().when(create(requestedLine, second)).events();
    spec
      .given([...two])
      .when(submit, facts)
      .thenLike([
        {
          type: 'RequisitionSubmitted',
          data: {
            attempt: 1,
            reservationId: derivedId('r1', 'attempt', '1'),
            lines: [{ budgetLineId: 'line-1', amount: xof(29_001_000) }],
          },
        },
      ]);
    spec
      .given([created, submitted, rejected])
      .when(submit, facts)
      .thenLike([
        {
          type: 'RequisitionSubmitted',
          data: { attempt: 2, reservationId: derivedId('r1', 'attempt', '2') },
        },
      ]);
  });

  test('names all who have asked, in every round', () => {
    const first = { type: 'RequisitionSubmitted', data: { requestedBy: [by] } } as const;
    spec.given([created]).when(submit, facts).thenLike([first]);
    const other = { id: 'awa', onBehalfOf: 'moussa' };
    spec
      .given([created, submitted, rejected])
      .when({ ...submit, by: other }, facts)
      .thenLike([{ type: 'RequisitionSubmitted', data: { requestedBy: [by, other] } }]);
  });

  test.each<[Record<string, BudgetLineFacts>, string]>([
    [{}, 'requested_budget_line_unknown'],
    [{ 'line-1': { ...open, status: 'draft' } }, 'requested_budget_line_not_open'],
    [{ 'line-1': { ...open, spendClass: 'printing' } }, 'requested_spend_class_differs'],
    [{ 'line-1': { ...open, idleProject: suspended } }, 'requested_project_may_not_spend'],
  ])('needs an open budget line of its class: %j', (budgetLines, code) => {
    spec
      .given([created])
      .when(submit, { ...facts, budgetLines })
      .thenRejected(code);
  });

  test('needs a usable business date', () => {
    spec
      .given([created])
      .when(submit, { ...facts, dateProblem })
      .thenRejected('date_refused');
  });

  test('happens once', () => {
    const wrong = { needed: 'draft, funds_rejected' };
    spec
      .given([created, submitted])
      .when(submit, facts)
      .thenRejected('requisition_wrong_status', wrong);
  });
});

describe('the answer of budgets', () => {
  const accept = { type: 'AcceptReservation', reservationId: 'reservation-1' } as const;
  const refuse = {
    type: 'RefuseReservation',
    reservationId: 'reservation-1',
    shortfalls: rejected.data.shortfalls,
  } as const;

  test('reserves the funds, or refuses with the shortfall', () => {
    spec
      .given([created, submitted])
      .when(accept)
      .thenLike([{ type: 'RequisitionFundsReserved' }]);
    const refused = spec.given([created, submitted]).when(refuse);
    refused.thenLike([{ type: 'RequisitionFundsRejected' }]);
    refused.thenState({
      status: 'funds_rejected',
      shortfalls: rejected.data.shortfalls,
    });
  });

  test('applies once, and only to the submission it answers', () => {
    spec.given([created, submitted, reserved]).when(accept).thenNothing();
    spec.given([created, submitted, reserved]).when(refuse).thenNothing();
    const old = { ...accept, reservationId: 'reservation-0' };
    spec.given([created, submitted]).when(old).thenNothing();
  });
});

describe('certifying and returning', () => {
  test('the requester does not certify', () => {
    spec
      .given([created, submitted, reserved])
      .when(certify)
      .thenLike([
        {
          type: 'RequisitionCertified',
          data: { total: xof(29_000_000), by: people.certifier },
        },
      ]);
    spec.given([created, submitted]).when(certify).thenRejected('requisition_wrong_status');
  });

  test('returning makes it a draft again and releases its funds', () => {
    const returned = spec.given([created, submitted, reserved, certified]).when(giveBack, usable);
    returned.thenLike([{ type: 'RequisitionReturned', data: { reservationId: 'reservation-1' } }]);
    returned.thenState({ status: 'draft', comments: giveBack.comments });
    returned.thenState((state) => expect(state.certifier).toBeUndefined());
    spec.given([created]).when(giveBack, usable).thenRejected('requisition_wrong_status');
  });
});

const back = {
  returned: {
    type: 'RequisitionReturned',
    data: {
      certification: 1,
      drafts: ['order-1'],
      comments: 'Add the specification',
      reservationId: 'reservation-1',
      effectiveAt: today,
      by: people.certifier,
    },
  },
} satisfies Record<string, RequisitionEvent>;

describe('drafts of a requisition', () => {
  const record = { type: 'RecordDraft', orderId: 'order-1', certification: 1 } as const;
  const draft = { orderId: 'order-1', certification: 1 };
  const drafted: RequisitionEvent = { type: 'OrderDraftRecorded', data: draft };
  const of = (...events: RequisitionEvent[]) =>
    spec.given([created, submitted, reserved, certified, ...events]);
  const refused = (reason: string) =>
    [{ type: 'OrderDraftRefused', data: { ...draft, reason } }] as const;

  test('are known while their certification holds, each once', () => {
    of()
      .when(record)
      .thenLike([drafted])
      .thenState({ drafts: ['order-1'] });
    of(drafted).when(record).thenNothing();
    const settle = { type: 'SettleAllocation', orderId: 'order-1', approval: 1 } as const;
    of(drafted, allocated).when(settle).thenState({ drafts: [] });
  });

  test('lapse when it is returned, cancelled or closed', () => {
    const round = { certification: 1, drafts: ['order-1'] };
    of(drafted)
      .when(giveBack, usable)
      .thenLike([{ type: 'RequisitionReturned', data: round }])
      .thenState({ drafts: [] });
    of(drafted)
      .when(cancel, usable)
      .thenLike([{ type: 'RequisitionCancelled', data: round }])
      .thenState({ drafts: [] });
  });

  test('that come too late are told so, with the reason', () => {
    of(back.returned).when(record).thenLike(refused('requisition_returned'));
    const cancelled = of().when(cancel, usable).events();
    of(...cancelled)
      .when(record)
      .thenLike(refused('requisition_cancelled'));
    const again: RequisitionEvent = { ...certified, data: { ...certified.data, certification: 2 } };
    of(back.returned, submitted, reserved, again)
      .when(record)
      .thenLike(refused('requisition_certified_again'));
  });

  test('each certification has a number of its own', () => {
    spec
      .given([created, submitted, reserved, certified, back.returned, submitted, reserved])
      .when(certify)
      .thenLike([{ type: 'RequisitionCertified', data: { certification: 2 } }]);
  });
});
