import { budgetsContext } from '@tamani/budgets';
import { rateFor } from '@tamani/budgets/published';
import { encodeChecked } from '@tamani/runtime';
import { seeded, uuid } from './seeded.mjs';

/**
 * @typedef {import('@tamani/ports').NewEvent} NewEvent
 */

const CATEGORY = 'budgets.BudgetLine';

/** The aggregate of budget lines, by the context's own registry. */
export function budgetLine() {
  const found = budgetsContext.aggregates.find(({ decider }) => decider.category === CATEGORY);
  if (!found) throw new Error(`no aggregate ${CATEGORY}`);
  return found;
}

const by = { id: 'budget-officer' };
const today = '2026-11-25';
const usd = (/** @type {string} */ amount) => ({ amount, currency: 'USD' });
const xof = (/** @type {string} */ amount) => ({ amount, currency: 'XOF' });
const rates = { month: '2026-10', base: 'USD', version: 1, rates: { XOF: '576' } };
const rate = rateFor('XOF', 'USD', rates);
const known = { id: 'line', rates, rate, project: null, dateProblem: null, periods: {} };
const facts = { ...known, key: null, counted: null, contribution: null };

const opening = [
  {
    type: 'DraftLine',
    reference: 'BL-2026-0001',
    title: 'Équipement des bureaux d’inspection',
    currency: 'USD',
    fund: 'RSS-TF',
    fiscalYear: '2026-27',
    axis: 'border_security',
    spendClass: 'equipment',
    projectId: null,
    donor: 'Danemark',
    by,
  },
  { type: 'OpenLine', by, reason: '' },
  { type: 'AcceptOpening', by },
  {
    type: 'AllotFunds',
    allotmentId: 'allotment',
    contributionId: null,
    amount: usd('9000000.00'),
    effectiveAt: '2026-07-01',
    by,
    reason: 'Exercice',
    today,
  },
];

/** A purchase as a budget line sees it. @param {() => number} draw @param {number} n */
function purchase(draw, n) {
  const amount = xof(String(100_000 + Math.floor(draw() * 900_000)));
  const [reservationId, orderId, receiptId, paymentId] = [draw, draw, draw, draw].map(uuid);
  const document = (/** @type {string} */ kind, /** @type {string | undefined} */ id) => ({
    effectiveAt: '2026-10-12',
    document: { kind, id, reference: `${kind}-${n}` },
  });
  const order = { commitmentId: orderId, amount };
  return [
    {
      type: 'ReserveFunds',
      ...{ reservationId, amount, requestedBy: [by] },
      ...document('requisition', reservationId),
    },
    {
      type: 'CommitFunds',
      ...order,
      approval: 1,
      reservationId,
      vendorId: uuid(draw),
      estimate: amount,
      lastOfReservation: true,
      ...document('purchase_order', orderId),
    },
    {
      type: 'RecordDelivery',
      ...order,
      deliveryId: receiptId,
      ...document('receipt', receiptId),
    },
    { type: 'RecordDisbursement', ...order, paymentId, ...document('payment', paymentId) },
  ];
}

/**
 * The history of one line, decided by the real rules, with the given number of events.
 * @param {number} seed @param {number} count
 * @returns {{ stream: string, events: NewEvent[] }}
 */
export function historyOf(seed, count) {
  const draw = seeded(seed);
  const { decider } = budgetLine();
  /** @type {NewEvent[]} */
  const events = [];
  let state = decider.initial;
  const send = (/** @type {object} */ command) => {
    const decision = decider.decide(as(command), as(state), as(facts));
    if (!decision.ok) throw new Error(`budget line: ${JSON.stringify(decision.error)}`);
    const commandId = uuid(draw);
    for (const event of decision.value) {
      state = decider.evolve(state, event);
      const { stored } = encodeChecked(decider.events, event, metaOf(commandId));
      events.push({ ...stored, id: uuid(draw) });
    }
  };
  for (const command of opening) send(command);
  for (let n = 1; events.length < count; n++) for (const one of purchase(draw, n)) send(one);
  return { stream: `${CATEGORY}-${uuid(draw)}`, events: events.slice(0, count) };
}

/** What belongs together by the registry, and not by its type. @param {unknown} value */
const as = (value) => /** @type {never} */ (value);

/** @param {string} commandId */
const metaOf = (commandId) => ({
  actor: { id: 'process:budgets.reservation', roles: ['process'] },
  commandId,
  requestHash: commandId,
  correlationId: commandId,
  causationId: commandId,
  recordedAt: '2026-10-12T08:30:00.000Z',
});

/**
 * Fills a store with lines.
 * @param {import('@tamani/ports').EventStore} store
 * @param {{ lines: number, events: number }} size
 * @returns {Promise<string[]>} ids
 */
export async function fill(store, { lines, events }) {
  const ids = [];
  for (let line = 0; line < lines; line++) {
    const history = historyOf(line + 1, events);
    await store.append(history.stream, history.events, 'no_stream');
    ids.push(history.stream.slice(CATEGORY.length + 1));
  }
  return ids;
}
