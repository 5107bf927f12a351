import { line, SELDOM, type Mutation } from '../mutation.js';

/** What is delivered and paid, on the budget line. */
export const spending: readonly Mutation[] = [
  {
    name: 'a delivery above the available funds is held',
    file: `${line}/spending/delivery.rules.ts`,
    find: 'if (needed > 0n && needed > available + overrun) {',
    replace: 'if (needed < 0n && overrun < 0n) {',
    otherwise: {
      suite: `${line}/spending/delivery.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'what a reversed delivery had settled is owed',
    file: `${line}/spending/reversal.rules.ts`,
    find: 'const events = [...settled.flatMap((one) => owedAgain(at, one)), ...reversal(at, delivery)];',
    replace: 'const events = [...reversal(at, delivery)];',
    otherwise: {
      suite: `${line}/spending/delivery.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a returned payment is given back once only what it had',
    file: `${line}/payment/payment.rules.ts`,
    find: 'const minor = payment.amountMinor - advanceMinor - writtenOffMinor;',
    replace: 'const minor = payment.amountMinor - writtenOffMinor;',
    otherwise: {
      suite: `${line}/payment/payment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a returned payment comes off what the line has disbursed',
    file: 'libs/budgets/src/processes/execution.reaction.ts',
    find: "const command = { type: 'RecordReturnedPayment', ...ids } as const;\n      return lines.map(",
    replace:
      "const command = { type: 'RecordReturnedPayment', ...ids } as const;\n      return lines.slice(1).map(",
    otherwise: {
      suite: 'libs/budgets/src/processes/purchase.int.ts',
      because: SELDOM,
    },
  },
  {
    name: 'a reversed receipt comes off what the line has spent',
    file: 'libs/budgets/src/processes/execution.reaction.ts',
    find: "const command = { type: 'ReverseDelivery', ...ids } as const;\n      return lines.map(",
    replace:
      "const command = { type: 'ReverseDelivery', ...ids } as const;\n      return lines.slice(1).map(",
    otherwise: {
      suite: 'libs/budgets/src/processes/purchase.int.ts',
      because: SELDOM,
    },
  },
  {
    name: 'another price reaches the budget line',
    file: `${line}/pricing/repricing.ts`,
    find: '    parts.push(priced);\n',
    replace: '',
    otherwise: {
      suite: `${line}/pricing/reprice.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a delivery takes its share of the commitment',
    file: `${line}/liquidation.ts`,
    find: 'const minor = minimum(openMinor, proportion(amountMinor, delivered, whole));',
    replace: 'const minor = minimum(openMinor, 0n);',
    otherwise: {
      suite: `${line}/spending/delivery.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a payment settles at the rate of the accrual',
    file: `${line}/payment/settlement.ts`,
    find: 'if (documentPart === openOf(delivery)) return left;',
    replace: 'if (documentPart === openOf(delivery)) return left - 1n;',
    otherwise: {
      suite: `${line}/payment/payment.spec.ts`,
      because: SELDOM,
    },
  },

  {
    name: 'deliveries of an order stay in sequence',
    file: `${line}/spending/delivery.rules.ts`,
    find: "  if (before && before.deliveryId !== deliveryId) return held('follows_held');\n",
    replace: '',
    otherwise: {
      suite: `${line}/spending/delivery.spec.ts`,
      because: 'two deliveries of one order are seldom held together',
    },
  },
  {
    name: 'a delivery is accrued once',
    file: `${line}/spending/delivery.rules.ts`,
    find: '  if (isKnown(state, commitment, deliveryId)) return ok([]);\n',
    replace: '',
    otherwise: {
      suite: `${line}/spending/delivery.spec.ts`,
      because: 'a message that comes twice is known by its id before',
    },
  },
  {
    name: 'a delivery is reversed once',
    file: `${line}/spending/reversal.rules.ts`,
    find: '  if (delivery?.reversed === true) return ok([]);\n',
    replace: '',
    otherwise: {
      suite: `${line}/spending/delivery.spec.ts`,
      because: 'a receipt that is reversed is final',
    },
  },
  {
    name: 'a terminated order keeps nothing open of a reversed delivery',
    file: `${line}/spending/reversal.rules.ts`,
    find: "return commitment.status === 'terminated' ? [...events, released(at, again)] : events;",
    replace: "return commitment.status === 'rejected' ? [...events, released(at, again)] : events;",
    otherwise: {
      suite: `${line}/spending/delivery.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a payment is booked once',
    file: `${line}/payment/payment.rules.ts`,
    find: '  if (commitment.payments.some((one) => one.paymentId === paymentId)) return ok([]);\n',
    replace: '',
    otherwise: {
      suite: `${line}/payment/payment.spec.ts`,
      because: 'a message that comes twice is known by its id before',
    },
  },
  {
    name: 'what a returned payment had settled is open again',
    file: `${line}/payment/payment.rules.ts`,
    find: 'withAdvances(at, [...events, ...cashBack(at, payment)], {',
    replace: 'withAdvances(at, [...events.slice(events.length), ...cashBack(at, payment)], {',
    otherwise: {
      suite: `${line}/payment/payment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'cash settles no more than was delivered',
    file: `${line}/payment/payment.rules.ts`,
    find: 'const documentMinor = minimum(cash.documentMinor, unsettledOf(before));',
    replace: 'const documentMinor = minimum(cash.documentMinor, unsettledOf(deliveries) + 1n);',
    otherwise: {
      suite: `${line}/payment/payment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'the difference between cash and accrual is an exchange difference',
    file: `${line}/payment/settlement.ts`,
    find: '  if (difference === 0n) return [{ type, data, effectiveAt }];',
    replace: '  if (difference !== 1n) return [{ type, data, effectiveAt }];',
    otherwise: {
      suite: `${line}/payment/payment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a delivery at another rate has an exchange difference',
    file: `${line}/spending/exchange.ts`,
    find: '  if (of.difference === 0n) return [];',
    replace: '  if (of.difference !== 1n) return [];',
    otherwise: {
      suite: `${line}/spending/delivery.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a price changes by no more than was accrued',
    file: `${line}/pricing/reprice.rules.ts`,
    find: '  if (!events.ok) return refused({ code: events.error });\n',
    replace: '  if (!events.ok) return ok([]);\n',
    otherwise: {
      suite: `${line}/pricing/reprice.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a price above the order’s needs available funds',
    file: `${line}/pricing/reprice.rules.ts`,
    find: '  return refusal ? refused(refusal) : events;',
    replace: '  return refusal && !events.ok ? refused(refusal) : events;',
    otherwise: {
      suite: `${line}/pricing/reprice.spec.ts`,
      because: 'the tolerance is a few francs: a line is seldom as empty as that',
    },
  },
  {
    name: 'a price is changed once',
    file: `${line}/pricing/reprice.rules.ts`,
    find: '  if (commitment?.adjustments.some(({ id }) => id === repricingId)) return ok([]);\n',
    replace: '',
    otherwise: {
      suite: `${line}/pricing/reprice.spec.ts`,
      because: 'a message that comes twice is known by its id before',
    },
  },
  {
    name: 'no more is refunded or written off than is owed',
    file: `${line}/payment/receivable.rules.ts`,
    find: '  if (left > 0n) return err(notOpen(commitment, minorOf(amount) - left));\n',
    replace: '',
    otherwise: {
      suite: `${line}/payment/receivable.spec.ts`,
      because: 'the documents of receivables hold to what is owed themselves',
    },
  },
];
