import { budgets, line, type Mutation } from '../mutation.js';

/** Where money comes from, and what is set aside of it. */
export const funds: readonly Mutation[] = [
  {
    name: 'funds are available for what is reserved or committed',
    file: `${line}/funds/refusal.ts`,
    find: 'if (needed > 0n && needed > available)',
    replace: 'if (needed < 0n && needed > available)',
    often: true,
  },
  {
    name: 'an allotment is not below its use',
    file: `${line}/allotment.rules.ts`,
    find: 'if (minorOf(command.amount) >= used) return',
    replace: 'if (used >= 0n) return',
  },
  {
    name: 'no more is carried over than is available',
    file: `${line}/carry-over.rules.ts`,
    find: '    shortfallProblem(state, minorOf(amount)),\n',
    replace: '',
  },
  {
    name: 'no more is transferred than is available',
    file: `${line}/transfer.rules.ts`,
    find: '    shortfallProblem(state, minorOf(amount)),\n',
    replace: '',
  },
  {
    name: 'what a transfer moves leaves its source',
    file: 'libs/budgets/src/domain/budget-line/movements.ts',
    find: 'FundsTransferredOut: { allotted: -1, transferHold: -1 },',
    replace: 'FundsTransferredOut: { transferHold: -1 },',
    often: true,
  },
  {
    name: 'the end of an order releases its commitment',
    file: 'libs/budgets/src/processes/execution.reaction.ts',
    find: "    'procurement.PurchaseOrderTerminated.v1': ending,\n",
    replace: '',
  },
  {
    name: 'a withdrawn requisition gives its reservation back',
    file: 'libs/budgets/src/processes/reservation.process.ts',
    find: "if (input.type === 'procurement.RequisitionWithdrawn.v1') {",
    replace: "if (String(input.type) === 'never') {",
    often: true,
  },
  {
    name: 'a cancelled order gives its reservation back',
    file: `${line}/funds/commitment.rules.ts`,
    find: 'return ok([cancelled, ...reinstated(at)]);',
    replace: 'return ok([cancelled]);',
  },
  {
    name: 'less is released at the rate at which it was booked',
    file: `${line}/pricing/adjust.rules.ts`,
    find: 'return minimum(openMinor, proportion(amountMinor, less, documentMinor));',
    replace: 'return minimum(openMinor, 1n);',
  },
  {
    name: 'nothing is posted into a closed month',
    file: `${line}/posting.ts`,
    find: "while (!takes(periods[month] ?? 'open', kind)) month = nextMonth(month);",
    replace: '',
  },
  {
    name: 'a decrease is not dated before what it takes from',
    file: `${line}/funds/commitment.rules.ts`,
    find: `  const effectiveAt = postingDate(facts, [documentDate, commitment.increasedOn]);
  const at = { state, commitmentId, commitment, effectiveAt, documentDate };
  const { openMinor,`,
    replace: `  const effectiveAt = postingDate(facts, [documentDate]);
  const at = { state, commitmentId, commitment, effectiveAt, documentDate };
  const { openMinor,`,
  },
  {
    name: 'nothing is dated in the future',
    file: 'libs/budgets/src/domain/shared/business-date.ts',
    find: 'if (date > today) return',
    replace: "if (date > '9999') return",
  },

  {
    name: 'nothing is reserved on a line that is not open',
    file: `${line}/funds/refusal.ts`,
    find: "  if (state.status !== 'open') return 'budget_line_not_open';\n",
    replace: '',
    otherwise: {
      suite: `${line}/funds/reservation.spec.ts`,
      because: 'a requisition asks no line that is not open, but in the same moment',
    },
  },
  {
    name: 'nothing is reserved for a project that may not spend',
    file: `${line}/funds/refusal.ts`,
    find: "  if (project && !project.maySpend) return 'project_may_not_spend';\n",
    replace: '',
    otherwise: {
      suite: 'libs/budgets/src/api/projects-money.int.ts',
      because: 'a requisition asks no line of such a project, but in the same moment',
    },
  },
  {
    name: 'new money is dated within the financial year of its line',
    file: `${line}/funds/refusal.ts`,
    find: "  if (isOutsideYear(state, documentDate, effectiveAt)) return 'outside_financial_year';\n",
    replace: '',
    otherwise: {
      suite: `${line}/funds/reservation.spec.ts`,
      because: 'a requisition and an order refuse such a date before',
    },
  },
  {
    name: 'an order is not dated before its reservation',
    file: `${line}/funds/refusal.ts`,
    find: "  if (documentDate < follows) return 'date_before_what_it_follows';\n",
    replace: '',
    otherwise: {
      suite: `${line}/funds/commitment.spec.ts`,
      because: 'the requisition refuses such an order before',
    },
  },
  {
    name: 'a reservation is made once',
    file: `${line}/funds/reservation.rules.ts`,
    find: '  if (known) {\n    const same',
    replace: '  if (known && !known.currency) {\n    const same',
  },
  {
    name: 'an order is committed once',
    file: `${line}/funds/commit.rules.ts`,
    find: '  if (known.approval >= approval) return ok([]);\n',
    replace: '',
  },
  {
    name: 'the last order takes the rest of a reservation',
    file: `${line}/funds/commit.rules.ts`,
    find: 'if (command.lastOfReservation || estimate === documentOpenMinor) {',
    replace: 'if (estimate > documentOpenMinor) {',
  },
  {
    name: 'an order that costs less gives the rest back',
    file: `${line}/funds/commit.rules.ts`,
    find: "  return [event, { type: 'ReservationReleased', data: released, effectiveAt }];",
    replace: '  return released.cause ? [event] : [];',
  },
  {
    name: 'an ended order keeps open what its held deliveries need',
    file: `${line}/funds/commitment.rules.ts`,
    find: 'const amountMinor = commitment.openMinor - kept.minor;',
    replace: 'const amountMinor = commitment.openMinor;',
    otherwise: {
      suite: `${line}/spending/delivery.spec.ts`,
      because: 'an order seldom ends while a delivery of it is held',
    },
  },
  {
    name: 'an amendment needs available funds',
    file: `${line}/pricing/change-refusal.ts`,
    find: 'if (requestedMinor <= 0n || requestedMinor <= available + overrun) return undefined;',
    replace: 'if (requestedMinor <= 0n || available + overrun <= requestedMinor) return undefined;',
  },
  {
    name: 'no more of an order is given up than is open',
    file: `${line}/pricing/adjust.rules.ts`,
    find: "    if (less > open) return refused({ code: 'commitment_change_too_large' });\n",
    replace: '',
    otherwise: {
      suite: `${line}/funds/commitment.spec.ts`,
      because: 'an order is not amended below what it has accepted',
    },
  },
  {
    name: 'an amendment is booked once',
    file: `${line}/pricing/adjust.rules.ts`,
    find: '  if (commitment?.adjustments.some(({ id }) => id === adjustmentId)) return ok([]);\n',
    replace: '',
  },
  {
    name: 'a share of the allotment may leave a line by transfers',
    file: `${line}/transfer.rules.ts`,
    find: '  if (minor <= left) return undefined;',
    replace: '  if (minor > 0n || minor <= left) return undefined;',
  },
  {
    name: 'a transfer is held once',
    file: `${line}/transfer.rules.ts`,
    find: '  if (findIn(state.transfersOut, transferId)) return ok([]);\n',
    replace: '',
  },
  {
    name: 'a transfer stays in its fund and year',
    file: `${budgets}/budget-transfer/budget-transfer.decide.ts`,
    find: '    fits ? undefined : refuse.transfer_lines({ fund, fiscalYear, currency }),\n',
    replace: '',
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
  },
  {
    name: 'no more is received of a contribution than was agreed',
    file: `${budgets}/contribution/contribution.decide.ts`,
    find: '  if (outstanding < 0n) {',
    replace: '  if (outstanding < 0n && receipts.length < 0) {',
  },
  {
    name: 'a contribution is not received before it was pledged',
    file: `${budgets}/contribution/contribution.decide.ts`,
    find: 'earliest && date < earliest ?',
    replace: 'earliest && date === `${earliest}?` ?',
  },
  {
    name: 'a quick-impact project is not allotted above its ceiling',
    file: `${budgets}/project/project-allotments.decide.ts`,
    find: '  if (converted(amount, rate) <= left) return undefined;',
    replace: '  if (left > 0n || converted(amount, rate) <= left) return undefined;',
    often: true,
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
