import { line, order, SELDOM, type Mutation } from '../mutation.js';

const goods = { suite: `${order}/credits/goods.spec.ts`, because: SELDOM };
const price = { suite: `${order}/billing/pricing/price.spec.ts`, because: SELDOM };
const delivery = { suite: `${line}/spending/delivery.spec.ts`, because: SELDOM };

/** Goods that went back, and what was paid or credited for them. */
export const returned: readonly Mutation[] = [
  {
    name: 'what had paid goods that went back pays others that are unpaid',
    file: `${line}/spending/reversal.rules.ts`,
    find: 'return ok(withAdvances(at, events, { liquidationId: deliveryId, facts }));',
    replace:
      'return ok(withAdvances(at, events, { liquidationId: deliveryId, facts }).slice(0, events.length));',
    otherwise: delivery,
  },
  {
    name: 'what a credit note makes cheaper pays others that are unpaid',
    file: `${line}/pricing/credit.rules.ts`,
    find: 'return ok(withAdvances(at, events, { liquidationId: creditNoteId, facts }));',
    replace:
      'return ok(withAdvances(at, events, { liquidationId: creditNoteId, facts }).slice(0, events.length));',
    otherwise: { suite: `${line}/pricing/reprice.spec.ts`, because: SELDOM },
  },
  {
    name: 'no delivery is accrued above what its line was allotted',
    file: `${line}/spending/delivery.rules.ts`,
    find: 'return above > 0n ? held',
    replace: 'return above > 10n ** 15n ? held',
    otherwise: delivery,
  },
  {
    name: 'a credit note for goods that are not here asks nothing of the budget',
    file: `${order}/credits/credits.ts`,
    find: 'const goods = invoiceId === null ? [] : goodsParts(',
    replace: 'const goods = invoiceId !== "" ? [] : goodsParts(',
    otherwise: goods,
  },
  {
    name: 'a refused credit note gives the claim back',
    file: `${order}/credits/credits.state.ts`,
    find: 'invoices: loweredBy(claims, invoiceId, negatedParts(goods)),',
    replace: 'invoices: loweredBy(claims, invoiceId, negatedParts(goods.slice(goods.length))),',
    otherwise: goods,
  },
  {
    name: 'what a credit note against the order takes is not invoiced with the remainder',
    file: `${order}/billing/pricing/claim-price.ts`,
    find: '[...before.map((one) => one.orderedMinor), ofOrder],',
    replace: '[...before.map((one) => one.orderedMinor), ofOrder - ofOrder],',
    otherwise: goods,
  },
  {
    name: 'a remainder that is worth nothing is settled',
    file: `${order}/billing/pricing/claim-price.ts`,
    find: '.orderedMinor === 0n\n    ? 0n',
    replace: '.orderedMinor < 0n\n    ? 0n',
    otherwise: goods,
  },
  {
    name: 'a credit note and the return of the same goods count once',
    file: `${order}/credits/credits.returned.ts`,
    find: '  if (most > creditedMinor) return [];',
    replace: '  if (most > 0n) return [];',
    otherwise: { suite: `${order}/credits/returned.spec.ts`, because: SELDOM },
  },
  {
    name: 'what is accepted above the order is told to budgets, too',
    file: `${order}/delivery/order.delivery.ts`,
    find: '  return byBudgetLine(parts).map(({ budgetLineId }) => {',
    replace:
      '  return byBudgetLine(parts.filter((one) => one.amountMinor > 0n)).map(({ budgetLineId }) => {',
    otherwise: { suite: `${order}/billing/worth.spec.ts`, because: SELDOM },
  },
  {
    name: 'goods do not go back while budgets is asked for their price',
    file: `${order}/delivery/order.withdrawal.ts`,
    find: '    askedProblem(state),\n',
    replace: '',
    otherwise: price,
  },
  {
    name: 'goods are not accepted while budgets is asked for a price',
    file: `${order}/delivery/order.delivery.ts`,
    find: '    askedProblem(state),\n',
    replace: '',
    otherwise: price,
  },
  {
    name: 'an order is not closed while budgets does not hold what it costs',
    file: `${order}/billing/closing.ts`,
    find: '  const agrees = priceChanges(state).length === 0;',
    replace: '  const agrees = priceChanges(state).length >= 0;',
    otherwise: { suite: `${order}/order.ending.spec.ts`, because: SELDOM },
  },
  {
    name: 'what is not funded of an order’s price is not closed by hand',
    file: `${order}/order.ending.ts`,
    find: '  priceChanges(state).length > 0\n',
    replace: '  priceChanges(state).length < 0\n',
    otherwise: { suite: `${order}/order.ending.spec.ts`, because: SELDOM },
  },
];
