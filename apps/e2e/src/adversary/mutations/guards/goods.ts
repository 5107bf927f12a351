import { line, order, SELDOM, type Mutation } from '../mutation.js';

const goods = { suite: `${order}/credits/goods.spec.ts`, because: SELDOM };
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
];
