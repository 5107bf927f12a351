import { order, purchase, SELDOM, type Mutation } from '../mutation.js';

const processes = 'libs/budgets/src/processes';
const allOrNone = `${processes}/all-or-none.ts`;
const otherwise = { suite: `${processes}/withdrawal.spec.ts`, because: SELDOM };

/** What is withdrawn while its request is on its way, or parked. */
export const withdrawals: readonly Mutation[] = [
  {
    name: 'a withdrawal that comes before its request is remembered',
    file: allOrNone,
    find: '      return { ...state, withdrawnOn: meaning.effectiveAt };',
    replace: '      return state;',
    otherwise,
  },
  {
    name: 'what a withdrawn document is granted late is taken back',
    file: allOrNone,
    find: '      return { commands: undoing(lines.filter((one) => isOf(meaning, one))) };',
    replace:
      '      return { commands: undoing(lines.filter((one) => !isOf(meaning, one) && meaning.refusal)) };',
    otherwise,
  },
  {
    name: 'a withdrawal does not wait behind its parked request',
    file: allOrNone,
    find: "    overtakes: (input) => read(input)?.is !== 'request',\n",
    replace: '',
    otherwise,
  },
  {
    name: 'an order that is cancelled before budgets answers is not committed',
    file: `${processes}/commitment.process.ts`,
    find: "    return { key: keyOf(orderId, approval), is: 'withdrawal', effectiveAt };",
    replace: '    return effectiveAt === keyOf(orderId, approval) ? undefined : undefined;',
    otherwise,
  },
  {
    name: 'an order that is cancelled before budgets answers is withdrawn there',
    file: 'libs/procurement/src/published/translate/translate-order.ts',
    find: "  if (asked) return [message('procurement.PurchaseOrderWithdrawn.v1', orderId, of)];\n",
    replace: '',
    otherwise: { suite: 'libs/procurement/src/published/translate.spec.ts', because: SELDOM },
  },
  {
    name: 'what an order withdrawn early had taken can be ordered again',
    file: 'libs/procurement/src/processes/order-allocation.link.ts',
    find: `  'procurement.PurchaseOrderWithdrawn.v1': ({ requisitionId, orderId, approval }) => [
    send(requisition, requisitionId, { type: 'ReleaseAllocation', orderId, approval }),
  ],
`,
    replace: '',
    otherwise: { suite: 'libs/procurement/src/processes/processes.spec.ts', because: SELDOM },
  },
  {
    name: 'an order is not cancelled before it was approved',
    file: `${order}/order.ending.ts`,
    find: "    status === 'draft' ? undefined : notBefore(effectiveAt, state.effectiveAt),\n",
    replace: '',
    otherwise: { suite: `${order}/order.ending.spec.ts`, because: SELDOM },
  },
];

/** What a document waits for, and what leads out of where it stands. */
export const ways: readonly Mutation[] = [
  {
    name: 'an amendment of the quantity leaves what invoices claim',
    file: `${order}/amendment/amendment.content.ts`,
    find: '({ before, after }) => before.unitPriceMinor !== after.unitPriceMinor,',
    replace: '({ before, after }) => before !== after,',
    otherwise: { suite: `${order}/amendment/amendment.content.spec.ts`, because: SELDOM },
  },
  {
    name: 'an invoice approved at a price that is amended is approved again',
    file: `${purchase}/invoice/invoice.approval.ts`,
    find: ' && !isPricedAnew(state, facts)',
    replace: '',
    otherwise: { suite: `${purchase}/invoice/invoice.approval.spec.ts`, because: SELDOM },
  },
  {
    name: 'what is left of an invoice without goods is an exception',
    file: `${purchase}/invoice/invoice.match.ts`,
    find: '  if (quantity > 0n || endedMinor === 0n) return [];',
    replace: '  if (quantity >= 0n || endedMinor === 0n) return [];',
    otherwise: { suite: `${purchase}/invoice/invoice.approval.spec.ts`, because: SELDOM },
  },
  {
    name: 'an amendment of an order that was closed once is answered',
    file: `${purchase}/requisition/requisition.amendment.ts`,
    find: "!allocation || allocation.status === 'pending'",
    replace: "allocation?.status !== 'settled'",
    otherwise: { suite: `${purchase}/requisition/requisition.orders.spec.ts`, because: SELDOM },
  },
  {
    name: 'what an overpayment has given back is paid no more',
    file: `${purchase}/invoice/credits/open.ts`,
    find: ' - takenOf(state.overpayments, orderLine)',
    replace: '',
    otherwise: { suite: `${purchase}/invoice/credits/invoice.credits.spec.ts`, because: SELDOM },
  },
];
