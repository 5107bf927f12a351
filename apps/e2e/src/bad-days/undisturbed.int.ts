import { expect, test } from '@jest/globals';
import { undisturbedOutcome } from './harness/day.js';
import type { EventStore } from '@tamani/ports';
import { testControl, testDay } from './harness/seeds.js';
import { describeDays } from './harness/suite.js';

/** To the cent, by hand: 500,000 francs are 1,000.00 dollars at 500, and so on. */
const FIGURES = {
  // 2 × 1,000.00 of the order; of one of them 300,000 at 496 and 200,000 at 503.
  'BL-rich': { expended: '2002.45', available: '97997.55', disbursed: '1988.08' },
  // 500,000 at 500, paid at 503.
  'BL-poor': { expended: '1000.00', available: '0.00', disbursed: '994.04' },
};
const STATUSES = {
  ...{ 'requisitions closed': 2, 'requisitions funds_rejected': 1, 'purchase_orders closed': 2 },
  ...{ 'receipts posted': 3, 'invoices paid': 2, 'payments confirmed': 2 },
};

test('what the purchases come to when nothing goes wrong', async () => {
  const { figures, statuses } = await undisturbedOutcome();
  for (const [line, amounts] of Object.entries(FIGURES))
    for (const [name, amount] of Object.entries(amounts))
      expect(figures[line]?.split(', ')).toContain(`${name} ${amount}`);
  expect(statuses).toEqual(STATUSES);
});

/** Says that the last word of each payment is written, and does not write it. */
const forgetsPayments = (store: EventStore): EventStore => ({
  engine: store.engine,
  append: async (stream, events, expected) => {
    if (events.at(-1)?.type !== 'PaymentConfirmed') return store.append(stream, events, expected);
    const revision = expected === 'no_stream' ? 0n : expected + 1n;
    const told = { firstRevision: revision, lastRevision: revision, position: 1n };
    return { ...told, alreadyAppended: false };
  },
  readStream: (stream, options) => store.readStream(stream, options),
  readAll: (options) => store.readAll(options),
  subscribeAll: (options) => store.subscribeAll(options),
  head: () => store.head(),
  mark: (position) => store.mark(position),
  close: () => store.close(),
});

await describeDays('without any trouble', (engines) => {
  testDay('two replicas on the engines end as in memory', { engines, round: () => () => ({}) });

  testControl('a store that acknowledges what it does not write is found out', {
    engines,
    round: () => () => ({
      wrap: (ports) => ({ ...ports, store: forgetsPayments(ports.store) }),
    }),
    fails: /^lost: p\d ConfirmPayment/,
  });
});
