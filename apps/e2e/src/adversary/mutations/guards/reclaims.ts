import { line, order, SELDOM, type Mutation } from '../mutation.js';

/** What is reclaimed of advances. */
export const reclaims: readonly Mutation[] = [
  {
    name: 'what was reclaimed of an advance is not recovered by invoices',
    file: `${order}/advance/advance.state.ts`,
    find: '...negated([...recoveries.flatMap((one) => one.lines), ...reclaimed])]);',
    replace: '...negated(recoveries.flatMap((one) => one.lines))]);',
    otherwise: { suite: `${order}/advance/reclaim/reclaim.spec.ts`, because: SELDOM },
  },
  {
    name: 'the bank does not return what was reclaimed',
    file: `${order}/advance/advance.rules.ts`,
    find: '  if (owed === 0n) return undefined;',
    replace: '  if (owed >= 0n) return undefined;',
    otherwise: { suite: `${order}/advance/reclaim/reclaim.spec.ts`, because: SELDOM },
  },
  {
    name: 'no advance is reclaimed while one is on its way',
    file: `${order}/advance/reclaim/reclaim.ts`,
    find: '    onTheWayProblem(state),\n',
    replace: '',
    otherwise: { suite: `${order}/advance/reclaim/reclaim.spec.ts`, because: SELDOM },
  },
  {
    name: 'an order whose advance was reclaimed is not cancelled',
    file: `${order}/order.ending.ts`,
    find: '    reclaimedProblem(state),\n',
    replace: '',
    otherwise: { suite: `${order}/advance/reclaim/reclaim.spec.ts`, because: SELDOM },
  },
  {
    name: 'no advance is paid while the vendor owes on the order',
    file: `${order}/advance/advance.problems.ts`,
    find: '    owesProblem(state),\n',
    replace: '',
    otherwise: { suite: `${order}/advance/reclaim/reclaim.spec.ts`, because: SELDOM },
  },
  {
    name: 'a refund of a reclaimed advance takes nothing else',
    file: `${line}/payment/receivable.rules.ts`,
    find: '  if (advanceId !== null) {',
    replace: "  if (advanceId === '') {",
    otherwise: { suite: `${line}/payment/receivable.spec.ts`, because: SELDOM },
  },
];
