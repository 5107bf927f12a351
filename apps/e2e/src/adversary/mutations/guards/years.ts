import { budgets, line, order, SELDOM, type Mutation } from '../mutation.js';

const decide = `${order}/carry-over/carry-over.decide.ts`;
const carried = `${line}/funds/carried.rules.ts`;
const register = `${budgets}/line-register/line-register.decide.ts`;
const otherwise = { suite: `${order}/carry-over/carry-over.spec.ts`, because: SELDOM };
const onLine = { suite: `${line}/funds/carried.spec.ts`, because: SELDOM };
const closing = { suite: `${budgets}/line-register/line-register.spec.ts`, because: SELDOM };

/** What goes on in the next year, and months that are closed. */
export const years: readonly Mutation[] = [
  {
    name: 'an order is not carried over while one of its amendments is open',
    file: decide,
    find: '    openProblem(state),\n',
    replace: '',
    otherwise,
  },
  {
    name: 'an order is not carried over while budgets owes an answer',
    file: decide,
    find: '    answerProblem(state),\n',
    replace: '',
    otherwise,
  },
  {
    name: 'a budget line is carried over once, and to another one',
    file: decide,
    find: '  if (twice !== undefined) return',
    replace: "  if (twice === '') return",
    otherwise,
  },
  {
    name: 'only what is still to come is carried over',
    file: decide,
    find: '  return nothing && refuse.carry_over_nothing_open(',
    replace:
      "  return nothing?.from === '' ? undefined : undefined && refuse.carry_over_nothing_open(",
    otherwise,
  },
  {
    name: 'an order is not carried over while a delivery is not accrued',
    file: decide,
    find: '  if (isOpen) return refuse.delivery_not_accrued({ reference });\n',
    replace: '',
    otherwise,
  },
  {
    name: 'an order is not carried over while a replacement is due',
    file: decide,
    find: '  return isDue ? refuse.carry_over_replacement_due',
    replace: '  return isDue && reference.length < 0 ? refuse.carry_over_replacement_due',
    otherwise,
  },
  {
    name: 'an order is not carried over while its vendor owes, or an advance is outstanding',
    file: decide,
    find: '  return isOpen ? refuse.carry_over_advance_open',
    replace: '  return isOpen && moves.length < 0 ? refuse.carry_over_advance_open',
    otherwise,
  },
  {
    name: 'an order is not carried over when more is invoiced than was accepted',
    file: decide,
    find: '  if (invoicedOf(state, orderLine) > received) {',
    replace: '  if (invoicedOf(state, orderLine) < 0n) {',
    otherwise,
  },
  {
    name: 'an order is not carried over when more is paid than was accepted',
    file: decide,
    find: '  if (owedOn(state, orderLine) > 0n) {',
    replace: '  if (owedOn(state, orderLine) < 0n) {',
    otherwise,
  },
  {
    name: 'an order line is divided only where both parts have their price',
    file: decide,
    find: '  return exact ? undefined : refuse.carry_over_not_divisible',
    replace: '  return exact || orderLine > 0 ? undefined : refuse.carry_over_not_divisible',
    otherwise,
  },
  {
    name: 'an order is not carried over before its last step',
    file: decide,
    find: '    notBefore(effectiveAt, lastDateOf(state)),\n',
    replace: '',
    otherwise,
  },
  {
    name: 'an answer to another carry-over changes nothing',
    file: decide,
    find: "one.status === 'requested' && one.carryOverId === carryOverId",
    replace: "one.status === 'requested' && carryOverId !== ''",
    otherwise,
  },
  {
    name: 'what leaves a budget line is the whole of what is open',
    file: carried,
    find: "  if (!isWhole(commitment, amount)) return 'carry_over_amount_differs';\n",
    replace: '',
    otherwise: onLine,
  },
  {
    name: 'a commitment with an advance stays in its year',
    file: carried,
    find: "  if (commitment.payments.some((one) => one.advanceDocumentMinor > 0n)) return 'advance_open';\n",
    replace: '',
    otherwise: onLine,
  },
  {
    name: 'a commitment is not carried over before it was made',
    file: carried,
    find: '  if (effectiveAt < commitment.increasedOn || effectiveAt < state.allottedOn) {',
    replace: "  if (effectiveAt === '') {",
    otherwise: onLine,
  },
  {
    name: 'a commitment goes to the line of the next year',
    file: carried,
    find: "  return destinationProblem(state, destination) ? 'carry_over_destination' : undefined;",
    replace: '  return destinationProblem(state, destination) ? undefined : undefined;',
    otherwise: onLine,
  },
  {
    name: 'a commitment is carried out of its line once',
    file: carried,
    find: '  if (state.carryOvers.includes(carryOverId)) return ok([]);\n  const commitment',
    replace: '  const commitment',
    otherwise: onLine,
  },
  {
    name: 'a commitment is carried into its line once',
    file: carried,
    find: '  if (state.carryOvers.includes(carryOverId)) return ok([]);\n  const { amount',
    replace: '  const { amount',
    otherwise: onLine,
  },
  {
    name: 'nothing is carried into a line that is not open',
    file: carried,
    find: "  if (state.status !== 'open') {",
    replace: "  if (state.status === 'none') {",
    otherwise: onLine,
  },
  {
    name: 'what was carried over is taken back once, and only if it was granted',
    file: carried,
    find: "carried?.status === 'granted' ? { commitment, carried } : undefined",
    replace: 'carried ? { commitment, carried } : undefined',
    otherwise: onLine,
  },
  {
    name: 'a month is closed only in the closing that was fenced',
    file: `${budgets}/fiscal-period/fiscal-period.decide.ts`,
    find: "  if (status !== 'closing' || closing !== closings || !by) return ok([]);",
    replace: "  if (status !== 'closing' || closing < 0 || !by) return ok([]);",
    otherwise: { suite: `${budgets}/fiscal-period/fiscal-period.spec.ts`, because: SELDOM },
  },
  {
    name: 'a month that was reopened is not closed by a fence that comes late',
    file: `${budgets}/fiscal-period/fiscal-period.decide.ts`,
    find: "  if (status !== 'closing' || closing !== closings || !by) return ok([]);",
    replace: '  if (closing !== closings || !by) return ok([]);',
    otherwise: { suite: `${budgets}/fiscal-period/fiscal-period.spec.ts`, because: SELDOM },
  },
  {
    name: 'a month is closed when every line has fenced it',
    file: register,
    find: '  if (known.awaited.length > 1) return ok([recorded]);\n',
    replace: '',
    otherwise: closing,
  },
  {
    name: 'a line fences a month once',
    file: register,
    find: ' || !known.awaited.includes(budgetLineId)) return ok([]);',
    replace: ') return ok([]);',
    otherwise: closing,
  },
  {
    name: 'a fence of an earlier closing does not count',
    file: register,
    find: '  if (known?.closing !== closing || !known',
    replace: '  if (!known || closing < 1 || !known',
    otherwise: closing,
  },
  {
    name: 'the lines are asked once for each closing',
    file: register,
    find: '  if ((months[month]?.closing ?? 0) >= closing) return ok([]);\n',
    replace: '',
    otherwise: closing,
  },
  {
    name: 'nothing is posted on a line that whoever closes a month does not know',
    file: 'libs/budgets/src/facts/budget-line.facts.ts',
    find: '  throw new Rejected(runtimeRefusals.too_much_contention({ stream: read.id }));\n',
    replace: '',
    otherwise: { suite: 'libs/budgets/src/processes/month-close.int.ts', because: SELDOM },
  },
];
