import { budgets, line, SELDOM, type Mutation } from '../mutation.js';

/** Where the money of budget lines comes from, in which months, at which rates. */
export const sources: readonly Mutation[] = [
  {
    name: 'an allotment is not below its use',
    file: `${line}/allotment.rules.ts`,
    find: 'if (minorOf(command.amount) >= used) return',
    replace: 'if (used >= 0n) return',
    often: true,
  },
  {
    name: 'no more is carried over than is available',
    file: `${line}/carry-over.rules.ts`,
    find: '    shortfallProblem(state, minorOf(amount)),\n',
    replace: '',
    often: true,
  },
  {
    name: 'no more is transferred than is available',
    file: `${line}/transfer.rules.ts`,
    find: '    shortfallProblem(state, minorOf(amount)),\n',
    replace: '',
    otherwise: {
      suite: `${line}/transfer.spec.ts`,
      because: 'a fifth of its allotment is left on most lines',
    },
  },
  {
    name: 'what a transfer moves leaves its source',
    file: 'libs/budgets/src/domain/budget-line/movements.ts',
    find: 'FundsTransferredOut: { allotted: -1, transferHold: -1 },',
    replace: 'FundsTransferredOut: { transferHold: -1 },',
    often: true,
  },
  {
    name: 'a share of the allotment may leave a line by transfers',
    file: `${line}/transfer.rules.ts`,
    find: '  if (minor <= left) return undefined;',
    replace: '  if (minor > 0n || minor <= left) return undefined;',
    otherwise: {
      suite: `${line}/transfer.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a transfer is held once',
    file: `${line}/transfer.rules.ts`,
    find: '  if (findIn(state.transfersOut, transferId)) return ok([]);\n',
    replace: '',
    otherwise: {
      suite: `${line}/transfer.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a transfer stays in its fund and year',
    file: `${budgets}/budget-transfer/budget-transfer.decide.ts`,
    find: '    fits ? undefined : refuse.transfer_lines({ fund, fiscalYear, currency }),\n',
    replace: '',
    otherwise: {
      suite: `${budgets}/budget-transfer/budget-transfer.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'nobody approves the transfer that they asked for',
    file: `${budgets}/budget-transfer/budget-transfer.decide.ts`,
    find: '    isOwn ? refuse.segregation_transfer_requester_approves({ who }) : undefined,\n',
    replace: '',
    otherwise: {
      suite: `${budgets}/budget-transfer/budget-transfer.spec.ts`,
      because: 'one who asks for transfers seldom may approve them, but for delegations',
    },
  },
  {
    name: 'money of a donor is moved with the consent of the donor',
    file: `${budgets}/budget-transfer/budget-transfer.decide.ts`,
    find: 'donor !== null && asked.donorConsent === null',
    replace: 'donor === null && fund === fiscalYear',
    otherwise: {
      suite: `${budgets}/budget-transfer/budget-transfer.spec.ts`,
      because: 'the lines of the histories have a donor only with their project',
    },
  },
  {
    name: 'a carry-over goes to the next year of the same key',
    file: `${line}/carry-over.rules.ts`,
    find: '    destinationProblem(state, facts.destination),\n',
    replace: '',
    otherwise: {
      suite: `${line}/line.spec.ts`,
      because: 'people who carry funds over choose the line of the next year',
    },
  },
  {
    name: 'a contribution is not allotted above what was received',
    file: `${budgets}/contribution/contribution.allotment.ts`,
    find: 'if (converted(asked.amount, rate) <= left) return undefined;',
    replace: 'if (left >= 0n || converted(asked.amount, rate) <= left) return undefined;',
    otherwise: {
      suite: `${budgets}/contribution/contribution.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'no more is received of a contribution than was agreed',
    file: `${budgets}/contribution/contribution.decide.ts`,
    find: '  if (outstanding < 0n) {',
    replace: '  if (outstanding < 0n && receipts.length < 0) {',
    otherwise: {
      suite: `${budgets}/contribution/contribution.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a contribution is not received before it was pledged',
    file: `${budgets}/contribution/contribution.decide.ts`,
    find: 'earliest && date < earliest ?',
    replace: 'earliest && date === `${earliest}?` ?',
    otherwise: {
      suite: `${budgets}/contribution/contribution.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a quick-impact project is not allotted above its ceiling',
    file: `${budgets}/project/project-allotments.decide.ts`,
    find: '  if (converted(amount, rate) <= left) return undefined;',
    replace: '  if (left > 0n || converted(amount, rate) <= left) return undefined;',
    otherwise: {
      suite: `${budgets}/project/project-allotments.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'an allotment is counted once',
    file: `${budgets}/project/project-allotments.decide.ts`,
    find: '  if (state.known.includes(allotmentId)) return ok([]);\n',
    replace: '',
    otherwise: {
      suite: `${budgets}/project/project-allotments.spec.ts`,
      because: 'a command that is repeated is known by its id before',
    },
  },
  {
    name: 'a line is not closed while money of it is in use',
    file: `${line}/line.rules.ts`,
    find: "    type === 'CloseLine' ? useProblem(state) : undefined,\n",
    replace: '',
    otherwise: {
      suite: `${line}/line.spec.ts`,
      because: 'nothing is wrong in the books of such a line before its purchases go on',
    },
  },
  {
    name: 'who closes a month does not certify or open it',
    file: `${budgets}/fiscal-period/fiscal-period.decide.ts`,
    find: 'if (!others.some((other) => sharesIdentity(by, other))) return undefined;',
    replace: 'if (others.length >= 0) return undefined;',
    otherwise: {
      suite: `${budgets}/fiscal-period/fiscal-period.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a month that is closed is not closed again',
    file: `${budgets}/fiscal-period/fiscal-period.decide.ts`,
    find: '  if (!from.includes(status)) {',
    replace: '  if (!from.includes(status) && from.length === 0) {',
    otherwise: {
      suite: `${budgets}/fiscal-period/fiscal-period.spec.ts`,
      because: 'it changes nothing in the books',
    },
  },
  {
    name: 'a mistyped rate is not published',
    file: `${budgets}/rate-table/rate-table.decide.ts`,
    find: 'if (!unlikely || (acknowledged === true && reason)) return undefined;',
    replace: 'if (!unlikely || acknowledged !== null) return undefined;',
    otherwise: {
      suite: `${budgets}/rate-table/rate-table.spec.ts`,
      because: 'no rate of the histories is far from another',
    },
  },
  {
    name: 'no rate contradicts the peg',
    file: `${budgets}/rate-table/rate-table.decide.ts`,
    find: '    pegProblem(base, rates),\n',
    replace: '',
    otherwise: {
      suite: `${budgets}/rate-table/rate-table.spec.ts`,
      because: 'the rates of the histories keep to the peg',
    },
  },
];
