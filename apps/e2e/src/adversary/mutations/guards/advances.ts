import { order, SELDOM, type Mutation } from '../mutation.js';

const problems = `${order}/advance/advance.problems.ts`;
const rules = `${order}/advance/advance.rules.ts`;
const recovery = `${order}/advance/advance.recovery.ts`;
const otherwise = { suite: `${order}/advance/advance.spec.ts`, because: SELDOM };
const guarded = { suite: `${order}/advance/guards.spec.ts`, because: SELDOM };
const recovered = { suite: `${order}/advance/recovery.spec.ts`, because: SELDOM };

/** What is paid before the goods, and recovered by invoices. */
export const advances: readonly Mutation[] = [
  {
    name: 'an order allows no more in advance than the policy',
    file: `${order}/advance/advance.terms.ts`,
    find: 'terms && quantityOf(terms.percent) > quantityOf(limitPercent)',
    replace: 'terms && quantityOf(terms.percent) < quantityOf(limitPercent) - 1_000_000n',
    otherwise: guarded,
  },
  {
    name: 'nothing is paid in advance that was not agreed',
    file: problems,
    find: '  if (!state.advanceTerms) return refuse.advance_not_agreed({ reference });\n',
    replace: '',
    otherwise,
  },
  {
    name: 'no more is paid in advance than was agreed and can be recovered',
    file: problems,
    find: '  if (minor <= left) return undefined;',
    replace: '  if (left >= 0n || minor > 0n) return undefined;',
    otherwise,
  },
  {
    name: 'an advance is in the currency of its order',
    file: problems,
    find: 'if (currency !== expected) return refuse.advance_currency_differs',
    replace: 'if (currency === "") return refuse.advance_currency_differs',
    otherwise,
  },
  {
    name: 'an advance is paid on an issued order only',
    file: problems,
    find: "    check(state, 'issued', 'partially_received'),\n    owesProblem",
    replace: '    owesProblem',
    otherwise,
  },
  {
    name: 'an advance is not dated before its order',
    file: problems,
    find: '    notBefore(asked.date, state.effectiveAt),\n',
    replace: '',
    otherwise,
  },
  {
    name: 'no advance is paid for a project that may not spend',
    file: problems,
    find: '    projectProblem ?? undefined,\n',
    replace: '',
    otherwise,
  },
  {
    name: 'a large advance has a guarantee',
    file: problems,
    find: 'return valueMinor > minorOf(from) ? refuse',
    replace: 'return valueMinor < -minorOf(from) ? refuse',
    otherwise,
  },
  {
    name: 'a guarantee covers its advance',
    file: problems,
    find: '  if (!covers) return refuse.advance_guarantee_too_small({ amount, currency });\n',
    replace: '',
    otherwise,
  },
  {
    name: 'a guarantee is valid when its advance is paid',
    file: problems,
    find: 'return validUntil < date ? refuse',
    replace: "return validUntil === '' ? refuse",
    otherwise,
  },
  {
    name: 'no advance is set aside or paid while the order is being amended',
    file: problems,
    find: '    adjustingProblem(state),\n    check',
    replace: '    check',
    otherwise: guarded,
  },
  {
    name: 'no invoice is approved while an advance is on its way',
    file: problems,
    find: 'advances.some((one) => one.valueDate !== null && !one.paid)',
    replace: 'advances.some((one) => one.valueDate === null && one.paid)',
    otherwise,
  },
  {
    name: 'an order does not end while an advance is outstanding',
    file: problems,
    find: '  if (outstanding === 0n) return undefined;',
    replace: '  if (outstanding >= 0n) return undefined;',
    otherwise,
  },
  {
    name: 'an order is not amended below what its advances must recover',
    file: problems,
    find: '    ({ budgetLineId, amountMinor }) => amountMinor >= amountOn(outstanding, budgetLineId),',
    replace:
      '    ({ budgetLineId, amountMinor }) => amountMinor >= 0n || outstanding[0]?.budgetLineId === budgetLineId,',
    otherwise,
  },
  {
    name: 'an advance is set aside once',
    file: rules,
    find: '  if (advanceOf(state, paymentId)) return ok([]);\n  const problem = advanceProblem({',
    replace: '  const problem = advanceProblem({',
    otherwise,
  },
  {
    name: 'an advance that has left is not released',
    file: rules,
    find: '  if (!advance || advance.valueDate !== null) return ok([]);\n  return ok(thenClosed',
    replace: '  if (!advance) return ok([]);\n  return ok(thenClosed',
    otherwise,
  },
  {
    name: 'nobody pays an advance who has another duty of its chain, at the same moment',
    file: rules,
    find: '    clashProblem(asked.parties, [...state.parties, ...asked.requisition]),\n',
    replace: '',
    otherwise,
  },
  {
    name: 'an advance leaves only if invoices can still recover it on each budget line',
    file: rules,
    find: '    openProblem(advance, state),\n',
    replace: '',
    otherwise: guarded,
  },
  {
    name: 'an advance that invoices have recovered does not come back',
    file: rules,
    find: '  if (recovered > 0n) {',
    replace: '  if (recovered < 0n) {',
    otherwise,
  },
  {
    name: 'an invoice recovers once',
    file: recovery,
    find: '  if (recoveredBy(state, invoiceId).length > 0) return [];\n',
    replace: '',
    otherwise: recovered,
  },
  {
    name: 'only an advance that the bank has confirmed is recovered',
    file: recovery,
    find: 'const isPaid = ({ paid }: Advance): boolean => paid;',
    replace: 'const isPaid = (_: Advance): boolean => true;',
    otherwise,
  },
  {
    name: 'the last invoice recovers all that is outstanding',
    file: recovery,
    find: '  invoiced >= open ? outstanding : proportion(outstanding, invoiced, open);',
    replace: '  invoiced > open ? outstanding : proportion(outstanding, invoiced, open + 1n);',
    otherwise: recovered,
  },
];
