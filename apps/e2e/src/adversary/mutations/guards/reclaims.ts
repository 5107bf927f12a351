import { budgets, line, order, purchase, SELDOM, TWICE, type Mutation } from '../mutation.js';

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

/** What is let off, and what the bank says, counts once. */
export const debts: readonly Mutation[] = [
  {
    name: 'write-offs of one order count together',
    file: `${purchase}/shared/write-offs.ts`,
    find: 'overProblem(ask, ofOrder) ?? ',
    replace: '',
    otherwise: {
      suite: `${purchase}/write-offs/vendor-write-offs.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'write-offs of one vendor count together within the days',
    file: `${purchase}/shared/write-offs.ts`,
    find: ' ?? overProblem(ask, near)',
    replace: '',
    otherwise: {
      suite: `${purchase}/write-offs/vendor-write-offs.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'the register of the vendor decides of a write-off',
    file: `${purchase}/write-offs/vendor-write-offs.decide.ts`,
    find: '      if (!problem) {',
    replace: '      if (!problem || receivableId) {',
    otherwise: {
      suite: `${purchase}/write-offs/vendor-write-offs.spec.ts`,
      because: TWICE,
    },
  },
  {
    name: 'a movement of the bank is that of one document',
    file: `${purchase}/shared/bank-movements.ts`,
    find: '  const others = taken.filter((one) => one.documentId !== asked.documentId);',
    replace: '  const others = taken.filter(() => false);',
    otherwise: { suite: `${purchase}/bank-reference/bank-reference.spec.ts`, because: SELDOM },
  },
  {
    name: 'a transfer for several documents is not exceeded',
    file: `${purchase}/shared/bank-movements.ts`,
    find: '  if (minorOf(amount) <= left) return undefined;',
    replace: '  if (minorOf(amount) <= left || others.length > 0) return undefined;',
    otherwise: {
      suite: `${purchase}/bank-reference/bank-reference.spec.ts`,
      because: 'no history states what a whole transfer was for',
    },
  },
  {
    name: 'the bank’s reference decides of a confirmation',
    file: `${purchase}/bank-reference/bank-reference.decide.ts`,
    find: '      if (!problem) return',
    replace: '      if (!problem || kind) return',
    otherwise: { suite: `${purchase}/bank-reference/bank-reference.spec.ts`, because: TWICE },
  },
  {
    name: 'a requisition does not end while a cancelled order’s share is on its way back',
    file: `${purchase}/requisition/requisition.ending.ts`,
    find: '    returning === null ? undefined : refuse.order_share_returning({ order: returning, reference }),\n',
    replace: '',
    otherwise: { suite: `${purchase}/requisition/requisition.orders.spec.ts`, because: SELDOM },
  },
  {
    name: 'no credit note while a delivery of its budget line is not accrued',
    file: `${order}/credits/credits.ts`,
    find: '    unaccruedProblem(state, budgetLinesOf(lines, state)) ??\n',
    replace: '',
    otherwise: { suite: `${order}/credits/credits.spec.ts`, because: SELDOM },
  },
  {
    name: 'a contribution takes a reference of the bank once',
    file: `${budgets}/contribution/contribution.decide.ts`,
    find: '    referenceProblem(bankReference, state),\n',
    replace: '',
    otherwise: { suite: `${budgets}/contribution/contribution.spec.ts`, because: SELDOM },
  },
];
