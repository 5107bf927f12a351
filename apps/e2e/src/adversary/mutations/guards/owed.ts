import { line, order, purchase, SELDOM, type Mutation } from '../mutation.js';

const decide = `${purchase}/receivable/receivable.decide.ts`;
const note = `${purchase}/credit-note/credit-note.decide.ts`;
const owes = `${order}/owed/owed.rules.ts`;
const credits = `${order}/credits/credits.ts`;
const lineRules = `${line}/payment/receivable.rules.ts`;
const receivable = { suite: `${purchase}/receivable/receivable.spec.ts`, because: SELDOM };
const offset = { suite: `${purchase}/receivable/offset.spec.ts`, because: SELDOM };
const lineCredit = { suite: `${line}/pricing/reprice.spec.ts`, because: SELDOM };
const creditNote = { suite: `${purchase}/credit-note/credit-note.spec.ts`, because: SELDOM };
const owed = { suite: `${order}/owed/owed.spec.ts`, because: SELDOM };
const credited = { suite: `${order}/credits/credits.spec.ts`, because: SELDOM };
const onLine = { suite: `${line}/payment/receivable.spec.ts`, because: SELDOM };

/** What a vendor owes after it was paid, and what it credits. */
export const owing: readonly Mutation[] = [
  {
    name: 'no more is refunded or offset than is open',
    file: `${purchase}/receivable/receivable.ask.ts`,
    find: '  if (minorOf(amount) <= open) return undefined;',
    replace: '  if (open >= 0n) return undefined;',
    otherwise: receivable,
  },
  {
    name: 'a refund is in the currency of its receivable',
    file: `${purchase}/receivable/receivable.ask.ts`,
    find: '  if (currency !== expected) return refuse.receivable_currency_differs',
    replace: '  if (currency === "") return refuse.receivable_currency_differs',
    otherwise: receivable,
  },
  {
    name: 'a refund is not dated before what it refunds',
    file: decide,
    find: '    notBefore(valueDate, state.arisenOn),\n',
    replace: '',
    otherwise: receivable,
  },
  {
    name: 'one ending of a receivable at a time',
    file: decide,
    find: "    check(state, 'open'),\n    amountProblem(amount, state),\n    notBefore",
    replace: '    amountProblem(amount, state),\n    notBefore',
    otherwise: receivable,
  },
  {
    name: 'what a vendor owes is offset against an invoice of the same vendor',
    file: decide,
    find: 'state.vendorId === vendorId ? undefined',
    replace: "state.vendorId !== '' ? undefined",
    otherwise: offset,
  },
  {
    name: 'an offset is within the other invoice',
    file: decide,
    find: '    minorOf(amount) <= open\n',
    replace: '    minorOf(amount) >= 0n || open > 0n\n',
    otherwise: offset,
  },
  {
    name: 'an offset pays only what its order would let leave',
    file: decide,
    find: '  if (uncovered) return err(uncovered);\n',
    replace: '',
    otherwise: offset,
  },
  {
    name: 'nobody approves the write-off that they asked for',
    file: `${purchase}/receivable/write-off.ts`,
    find: '    own ? refuse.segregation_requester_approves_write_off({ who }) : undefined,\n',
    replace: '',
    otherwise: receivable,
  },
  {
    name: 'a write-off is within the limit',
    file: `${purchase}/receivable/write-off.ts`,
    find: '  return valueMinor > minorOf(most)\n',
    replace: '  return valueMinor < -minorOf(most)\n',
    otherwise: receivable,
  },
  {
    name: 'an answer to another ending changes nothing',
    file: `${purchase}/receivable/receivable.answers.ts`,
    find: '  state.pending?.endingId === endingId ? state.pending : undefined;',
    replace: "  endingId === '' ? undefined : state.pending;",
    otherwise: receivable,
  },
  {
    name: 'no other payment of an order leaves while its vendor owes',
    file: `${order}/owed/owed.problems.ts`,
    find: '  if (owed === 0n) return undefined;',
    replace: '  if (owed >= 0n) return undefined;',
    otherwise: owed,
  },
  {
    name: 'the order sets no more aside than is owed, at the same moment',
    file: owes,
    find: '!owed || owed.aside !== null || minorOf(amount) > onLine(owed.lines, orderLine),',
    replace: '!owed || owed.aside !== null || (orderLine < 0 && minorOf(amount) > 0n),',
    otherwise: owed,
  },
  {
    name: 'what is set aside for one ending is not set aside for another',
    file: owes,
    find: '!owed || owed.aside !== null || minorOf(amount)',
    replace: '!owed || minorOf(amount)',
    otherwise: owed,
  },
  {
    name: 'what a budget line refuses to lose is owed as before',
    file: owes,
    find: '  const ending = aside.lines.filter((line) => !isRefused(line));',
    replace: '  const ending = aside.lines;',
    otherwise: owed,
  },
  {
    name: 'a loss needs available funds',
    file: lineRules,
    find: '  if (!refusal) return ok(events);',
    replace: '  if (!refusal || loss > 0n) return ok(events);',
    otherwise: onLine,
  },
  {
    name: 'a refund is not posted before the cash was paid',
    file: lineRules,
    find: 'postingDate(facts, [documentDate, ...datesOf(commitment, owed)])',
    replace: 'postingDate(facts, [documentDate])',
    otherwise: onLine,
  },
  {
    name: 'no more is credited on a budget line than was delivered',
    file: `${line}/pricing/credit.rules.ts`,
    find: '  if (left > 0n) return err(refuse.delivery_not_recorded({ reference: state.reference }));\n',
    replace: '',
    otherwise: lineCredit,
  },
  {
    name: 'a credit is not posted before the goods were delivered and paid',
    file: `${line}/pricing/credit.rules.ts`,
    find: 'postingDate(facts, [documentDate, ...datesOf(commitment, credited)])',
    replace: 'postingDate(facts, [documentDate])',
    otherwise: lineCredit,
  },
  {
    name: 'what is credited after its payment is owed',
    file: `${line}/pricing/credit.rules.ts`,
    find: 'const owed = settlement ? owedAgain(',
    replace: 'const owed = settlement && documentMinor < 0n ? owedAgain(',
    otherwise: lineCredit,
  },
  {
    name: 'what a vendor owes already is not credited again',
    file: credits,
    find: '      return minorOf(amount) > left ? exceeds(state, orderLine, left) : undefined;',
    replace: '      return minorOf(amount) < -left ? exceeds(state, orderLine, left) : undefined;',
    otherwise: credited,
  },
  {
    name: 'a credit note against an order takes only what is accepted and not invoiced',
    file: credits,
    find: '      return minorOf(amount) > valueMinor ? exceeds',
    replace: '      return minorOf(amount) < -valueMinor ? exceeds',
    otherwise: owed,
  },
  {
    name: 'nobody credits what they received or paid, at the same moment',
    file: credits,
    find: '    clashProblem(parties, state.parties) ??\n',
    replace: '',
    otherwise: credited,
  },
  {
    name: 'nothing is credited while an amendment waits for budgets',
    file: credits,
    find: '    adjustingProblem(state) ??\n    clashProblem',
    replace: '    clashProblem',
    otherwise: credited,
  },
  {
    name: 'a credit is agreed once',
    file: credits,
    find: '  if (state.credits.some((one) => one.creditNoteId === creditNoteId)) return ok([]);\n',
    replace: '',
    otherwise: credited,
  },
  {
    name: 'a credit note is not dated before its invoice',
    file: note,
    find: '  return creditedOn < invoicedOn\n',
    replace: "  return creditedOn === ''\n",
    otherwise: creditNote,
  },
  {
    name: 'an approved credit note is not cancelled without its invoice',
    file: note,
    find: "invoice !== null && ['cancelled', 'rejected'].includes(invoice.status)",
    replace: 'invoice !== null || state.lines.length > 0',
    otherwise: creditNote,
  },
  {
    name: 'the bank returns no payment that has come back otherwise',
    file: `${order}/billing/returns/returns.ts`,
    find: '  if (ended === 0n) return undefined;',
    replace: '  if (ended >= 0n) return undefined;',
    otherwise: { suite: `${order}/billing/returns/returns.spec.ts`, because: SELDOM },
  },
  {
    name: 'no payment goes back while what the vendor owes is settled',
    file: `${order}/billing/returns/returns.ts`,
    find: '  if (state.owed.some(({ aside }) => aside !== null)) {',
    replace: '  if (state.owed.some(() => false)) {',
    otherwise: { suite: `${order}/billing/returns/returns.spec.ts`, because: SELDOM },
  },
  {
    name: 'nothing that the vendor owes is settled while a payment goes back',
    file: `${order}/owed/owed.rules.ts`,
    find: 'returningProblem(state) ?? ',
    replace: '',
    otherwise: { suite: `${order}/billing/returns/returns.spec.ts`, because: SELDOM },
  },
];
