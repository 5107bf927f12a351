import { order, SELDOM, type Mutation } from '../mutation.js';

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
