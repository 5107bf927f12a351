import { line, SELDOM, type Mutation } from '../mutation.js';

/** What is set aside on a budget line for requisitions and orders. */
export const funds: readonly Mutation[] = [
  {
    name: 'funds are available for what is reserved or committed',
    file: `${line}/funds/refusal.ts`,
    find: 'if (needed > 0n && needed > available)',
    replace: 'if (needed < 0n && needed > available)',
    often: true,
  },
  {
    name: 'the end of an order releases its commitment',
    file: 'libs/budgets/src/processes/execution.reaction.ts',
    find: "    'procurement.PurchaseOrderTerminated.v1': ending,\n",
    replace: '',
    often: true,
  },
  {
    name: 'a withdrawn requisition gives its reservation back',
    file: 'libs/budgets/src/processes/reservation.process.ts',
    find: "    return { key, is: 'withdrawal', effectiveAt };",
    replace: '    return key === effectiveAt ? undefined : undefined;',
    often: true,
  },
  {
    name: 'a cancelled order gives its reservation back',
    file: `${line}/funds/commitment.rules.ts`,
    find: 'return ok([cancelled, ...reinstated(at)]);',
    replace: 'return ok([cancelled]);',
    otherwise: {
      suite: `${line}/funds/commitment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'less is released at the rate at which it was booked',
    file: `${line}/pricing/adjust.rules.ts`,
    find: 'return minimum(openMinor, proportion(amountMinor, less, documentMinor));',
    replace: 'return minimum(openMinor, 1n);',
    otherwise: {
      suite: `${line}/funds/commitment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'nothing is posted into a closed month',
    file: `${line}/posting.ts`,
    find: "while (!takes(periods[month] ?? 'open', kind)) month = nextMonth(month);",
    replace: '',
    otherwise: {
      suite: `${line}/spending/delivery.spec.ts`,
      because: 'people close a month seldom, and processes are seldom late for it',
    },
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
    otherwise: {
      suite: `${line}/funds/commitment.spec.ts`,
      because: 'an order is seldom ended at a date before its amendment',
    },
  },
  {
    name: 'nothing is dated in the future',
    file: 'libs/budgets/src/domain/shared/business-date.ts',
    find: 'if (date > today) return',
    replace: "if (date > '9999') return",
    often: true,
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
    otherwise: {
      suite: `${line}/funds/reservation.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'an order is committed once',
    file: `${line}/funds/commit.rules.ts`,
    find: '  if (known.approval >= approval) return ok([]);\n',
    replace: '',
    otherwise: {
      suite: `${line}/funds/commitment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'the last order takes the rest of a reservation',
    file: `${line}/funds/commit.rules.ts`,
    find: 'if (command.lastOfReservation || estimate === documentOpenMinor) {',
    replace: 'if (estimate > documentOpenMinor) {',
    otherwise: {
      suite: `${line}/funds/commitment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'an order that costs less gives the rest back',
    file: `${line}/funds/commit.rules.ts`,
    find: "  return [event, { type: 'ReservationReleased', data: released, effectiveAt }];",
    replace: '  return released.cause ? [event] : [];',
    often: true,
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
    otherwise: {
      suite: `${line}/funds/commitment.spec.ts`,
      because: SELDOM,
    },
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
    otherwise: {
      suite: `${line}/funds/commitment.spec.ts`,
      because: SELDOM,
    },
  },
];
