import { describe } from '@jest/globals';
import { mustNotCompile } from '@tamani/testing/types';
import { join } from 'node:path';

const file = join(import.meta.dirname, 'planted.ts');

/** An aggregate with a rule that needs facts and one that needs none. */
const bill = `
  import { decideBy, ok, type Decider, type DomainEvent } from '@tamani/kernel';
  import { CommandHandler, aggregate, send } from '../index.js';

  interface Pay { readonly type: 'Pay'; readonly orderId: string }
  interface Close { readonly type: 'Close' }
  interface Refund { readonly type: 'Refund' }
  type Billing = Pay | Close | Refund;
  type Billed = DomainEvent<'Paid', { readonly bill: string; readonly order: string | null }>;
  interface BillFacts {
    readonly Pay: { readonly order: string | null };
    readonly Refund: { readonly paidOn: string };
  }
  interface Bills { readonly count: number }
  type Bill = Decider<Bills, Billing, Billed, BillFacts>;
  const bill: Bill = {
    category: 'planted.Bill',
    events: {},
    initial: { count: 0 },
    evolve: ({ count }) => ({ count: count + 1 }),
    decide: decideBy<Bills, Billing, Billed, BillFacts>({
      Pay: (_, __, { id, order }) => ok([{ type: 'Paid', data: { bill: id, order } }]),
      Close: (_, __, { id }) => ok([{ type: 'Paid', data: { bill: id, order: null } }]),
      Refund: (_, __, { id, paidOn }) => ok([{ type: 'Paid', data: { bill: id, order: paidOn } }]),
    }),
  };
`;

describe('a rule', () =>
  mustNotCompile({
    file,
    source: bill,
    mistakes: {
      'that uses a fact which its command does not have': {
        right: 'Close: (_, __, { id })',
        wrong: 'Close: (_, __, { id, order })',
        code: 2339,
      },
      'that uses the fact of another command': {
        right: 'data: { bill: id, order: paidOn }',
        wrong: 'data: { bill: id, order }',
        code: 18004,
      },
      'that passes over what may be null': {
        right: 'data: { bill: id, order } }]),',
        wrong: 'data: { bill: id, order: order.trim() } }]),',
        code: 18047,
      },
      'that is not there': {
        right: "Close: (_, __, { id }) => ok([{ type: 'Paid', data: { bill: id, order: null } }]),",
        wrong: '',
        code: 2345,
        at: 'decide: decideBy<Bills, Billing, Billed, BillFacts>({',
      },
      'with a fact that may be left out': {
        right: 'readonly Pay: { readonly order: string | null };',
        wrong: 'readonly Pay: { readonly order?: string | null };',
        code: 2344,
        at: 'decide: decideBy<Bills, Billing, Billed, BillFacts>({',
      },
    },
  }));

describe('a decision', () =>
  mustNotCompile({
    file,
    source: `${bill}
      const pay: Pay = { type: 'Pay', orderId: '1' };
      const id = '1';
      declare const anyOf: Billing;
      bill.decide(pay, bill.initial, { id, order: null });
      bill.decide({ type: 'Close' }, bill.initial, { id });
      bill.decide({ type: 'Refund' }, bill.initial, { id, paidOn: 'today' });
      bill.decide(anyOf, bill.initial, { id, order: null, paidOn: 'today' });
    `,
    mistakes: {
      'without a fact': {
        right: 'decide(pay, bill.initial, { id, order: null })',
        wrong: 'decide(pay, bill.initial, { id })',
        code: 2345,
      },
      'with a fact that is undefined': {
        right: 'decide(pay, bill.initial, { id, order: null })',
        wrong: 'decide(pay, bill.initial, { id, order: undefined })',
        code: 2322,
      },
      'with the fact of another command': {
        right: `decide({ type: 'Close' }, bill.initial, { id })`,
        wrong: `decide({ type: 'Close' }, bill.initial, { id, order: null })`,
        code: 2353,
      },
      'without the id': {
        right: `decide({ type: 'Close' }, bill.initial, { id })`,
        wrong: `decide({ type: 'Close' }, bill.initial, {})`,
        code: 2345,
      },
      'on one of several commands without the facts of each': {
        right: `decide(anyOf, bill.initial, { id, order: null, paidOn: 'today' })`,
        wrong: 'decide(anyOf, bill.initial, { id, order: null })',
        code: 2345,
      },
      'on a foreign command': {
        right: `decide({ type: 'Close' }, bill.initial, { id })`,
        wrong: `decide({ type: 'Shut' }, bill.initial, { id })`,
        code: 2322,
      },
    },
  }));

describe('an aggregate', () =>
  mustNotCompile({
    file,
    source: `${bill}
      const bills = aggregate(bill, {
        Pay: async ({ orderId }, _, read) => ({ order: await read.state(order, orderId) }),
        Refund: async (_, __, { id }) => ({ paidOn: id }),
      });
      const order = { ...bill, initial: '', evolve: (state: string) => state };
      const alone: Decider<Bills, Close, Billed> = {
        ...{ category: 'planted.Alone', events: {}, initial: bill.initial, evolve: bill.evolve },
        decide: decideBy<Bills, Close, Billed>({ Close: () => ok([]) }),
      };
      const closed = aggregate(alone);
      declare const handler: CommandHandler;
      declare const asking: Parameters<CommandHandler['execute']>[3];
      handler.execute(closed, '1', { type: 'Close' }, asking);
      send(alone, '1', { type: 'Close' });
    `,
    mistakes: {
      'without the readers of its facts': {
        right: 'const closed = aggregate(alone)',
        wrong: 'const closed = aggregate(bill)',
        code: 2554,
      },
      'without one of the readers': {
        right: 'Refund: async (_, __, { id }) => ({ paidOn: id }),',
        wrong: '',
        code: 2345,
        at: 'const bills = aggregate(bill, {',
      },
      'whose reader may give undefined': {
        right: '({ paidOn: id })',
        wrong: '({ paidOn: id || undefined })',
        code: 2322,
      },
      'whose reader gives too little': {
        right: '({ paidOn: id })',
        wrong: '({})',
        code: 2322,
      },
      'asked with a foreign command': {
        right: `handler.execute(closed, '1', { type: 'Close' }`,
        wrong: `handler.execute(closed, '1', { type: 'Refund' }`,
        code: 2322,
      },
      'sent a foreign command by a process': {
        right: `send(alone, '1', { type: 'Close' })`,
        wrong: `send(alone, '1', { type: 'Refund' })`,
        code: 2322,
      },
    },
  }));

describe('a test of a rule', () =>
  mustNotCompile({
    file,
    source: `${bill}
      import { givenWhenThen } from '@tamani/testing';
      const { given } = givenWhenThen(bill);
      given().when({ type: 'Pay', orderId: '1' }, { order: null });
      given().when({ type: 'Close' });
      given().when({ type: 'Refund' }, { id: '7', paidOn: 'today' });
    `,
    mistakes: {
      'without a fact': {
        right: `when({ type: 'Pay', orderId: '1' }, { order: null })`,
        wrong: `when({ type: 'Pay', orderId: '1' })`,
        code: 2554,
      },
      'with an undefined fact': {
        right: '{ order: null });',
        wrong: '{ order: undefined });',
        code: 2322,
      },
      'with the fact of another command': {
        right: `when({ type: 'Close' })`,
        wrong: `when({ type: 'Close' }, { order: null })`,
        code: 2353,
      },
    },
  }));
