import { order, purchase, SELDOM, TWICE, type Mutation } from '../mutation.js';

/** From the requisition to the goods. */
export const purchases: readonly Mutation[] = [
  {
    name: 'no more is received than was ordered',
    file: `${purchase}/purchase-order/delivery/order.delivery.ts`,
    find: 'if (accepted <= left) return undefined;',
    replace: 'if (accepted > 0n || left > 0n) return undefined;',
    otherwise: {
      suite: `${order}/delivery/order.delivery.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'no more is ordered than was asked for',
    file: `${purchase}/requisition/requisition.allocation.ts`,
    find: '    if (quantity > left) {',
    replace: '    if (quantity < 0n && quantity > left) {',
    otherwise: {
      suite: `${purchase}/requisition/requisition.orders.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a requisition is certified before anything is ordered',
    file: `${order}/order.decide.ts`,
    find: 'OPEN_TO_ORDERS.some((open) => open === status)',
    replace: '(status !== reference || OPEN_TO_ORDERS.length === 0)',
    otherwise: { suite: `${order}/order.spec.ts`, because: 'the requisition refuses its share' },
  },
  {
    name: 'the share of a purchase is taken of a certified requisition only',
    file: `${purchase}/requisition/requisition.allocation.ts`,
    find: '    check(state, ...OPEN_TO_ORDERS),\n',
    replace: '',
    otherwise: {
      suite: `${purchase}/requisition/requisition.orders.spec.ts`,
      because: 'the draft of an order is refused before',
    },
  },
  {
    name: 'an order belongs to the certification it was drafted under',
    file: `${purchase}/requisition/requisition.allocation.ts`,
    find: '    roundProblem(state, certification),\n',
    replace: '',
    otherwise: {
      suite: `${purchase}/requisition/requisition.orders.spec.ts`,
      because: 'the drafts of a round lapse with it',
    },
  },
  {
    name: 'one order at a time waits for the funds of a requisition',
    file: `${purchase}/requisition/requisition.allocation.ts`,
    find: '    pendingProblem(state),\n    ...lines',
    replace: '    ...lines',
    otherwise: {
      suite: `${purchase}/requisition/requisition.orders.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'what is ordered is what is certified',
    file: `${purchase}/requisition/requisition.allocation.ts`,
    find: '    ...lines.map((line) => itemProblem(state, line)),\n',
    replace: '',
    otherwise: {
      suite: `${purchase}/requisition/requisition.orders.spec.ts`,
      because: 'an order copies the items of its requisition',
    },
  },
  {
    name: 'an order is not dated before its requisition',
    file: `${purchase}/requisition/requisition.allocation.ts`,
    find: '    notBefore(effectiveAt, state.effectiveAt),\n',
    replace: '',
    otherwise: {
      suite: `${purchase}/requisition/requisition.orders.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a purchase is not split within a requisition',
    file: `${purchase}/requisition/requisition.allocation.ts`,
    find: '    splitsRequisition({ award }, othersThan(state, orderId)),\n',
    replace: '',
    otherwise: {
      suite: `${purchase}/requisition/requisition.orders.spec.ts`,
      because: 'every award of the histories has a waiver',
    },
  },
  {
    name: 'a purchase is not split over orders to one vendor',
    file: `${purchase}/vendor-awards/vendor-awards.decide.ts`,
    find: 'isMore(ask, before) ? splitsNeed(ask, othersThan(state, orderId)) : undefined;',
    replace: 'isMore(ask, before) ? undefined : splitsNeed(ask, othersThan(state, orderId));',
    otherwise: {
      suite: `${purchase}/vendor-awards/vendor-awards.spec.ts`,
      because: 'every award of the histories has a waiver',
    },
  },
  {
    name: 'a direct award above the low value needs a waiver',
    file: `${order}/order.content.ts`,
    find: '  if (limits.valueMinor <= minorOf(limits.lowValue)) return undefined;',
    replace: '  if (limits.valueMinor >= 0n) return undefined;',
    otherwise: {
      suite: `${order}/order.spec.ts`,
      because: 'every award of the histories has a waiver',
    },
  },
  {
    name: 'an award is within the limit of its approver',
    file: `${order}/order.content.ts`,
    find: '  return limits.valueMinor > minorOf(limits.approval)',
    replace: '  return limits.valueMinor < 0n',
    otherwise: {
      suite: `${order}/order.spec.ts`,
      because: 'no purchase of the histories is worth as much',
    },
  },
  {
    name: 'awards and payments go to eligible vendors',
    file: `${purchase}/vendor/vendor.decide.ts`,
    find: "  if (status !== 'eligible') return refuse.vendor_not_eligible({ reference, status });\n",
    replace: '',
    otherwise: {
      suite: `${purchase}/vendor/vendor.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a screening is valid for some time',
    file: `${purchase}/vendor/vendor.decide.ts`,
    find: '  return validUntil < today\n',
    replace: '  return validUntil < validUntil\n',
    otherwise: {
      suite: `${purchase}/vendor/vendor.spec.ts`,
      because: 'the screenings of the histories are valid longer than they last',
    },
  },
  {
    name: 'nothing is delivered before it is ordered',
    file: `${order}/delivery/order.delivery.ts`,
    find: '  deliveredOn < effectiveAt\n',
    replace: '  deliveredOn < effectiveAt.slice(0, 0)\n',
    otherwise: {
      suite: `${order}/delivery/order.delivery.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'goods are received on an order that is issued',
    file: `${order}/delivery/order.delivery.ts`,
    find: "    check(state, 'issued', 'partially_received', 'fully_received'),\n",
    replace: '',
    otherwise: { suite: `${order}/delivery/order.delivery.spec.ts`, because: TWICE },
  },
  {
    name: 'a receipt is counted once',
    file: `${order}/delivery/order.delivery.ts`,
    find: 'if (delivery === null || isCounted(state, receiptId)) return ok([]);',
    replace: 'if (delivery === null) return ok([]);',
    otherwise: {
      suite: `${order}/delivery/order.delivery.spec.ts`,
      because: 'a receipt that is counted waits for no answer any more',
    },
  },
  {
    name: 'goods are not sent back before they came, nor before their payment',
    file: `${order}/delivery/order.withdrawal.ts`,
    find: '    sequenceProblem(withdrawal, state),\n',
    replace: '',
    otherwise: {
      suite: `${order}/billing/clearance.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'an order is not cancelled once goods are accepted',
    file: `${order}/order.ending.ts`,
    find: '    hasAccepted(state) ? refuse.order_has_receipts({ reference }) : undefined,\n',
    replace: '',
    otherwise: {
      suite: `${order}/order.ending.spec.ts`,
      because: 'the status of such an order does not allow it either, but on hold',
    },
  },
  {
    name: 'an order is not cancelled while money has left on it',
    file: `${order}/order.ending.ts`,
    find: '    state.clearances.length > 0 ? refuse.order_has_payments({ reference }) : undefined,\n',
    replace: '',
    otherwise: {
      suite: `${order}/billing/clearance.spec.ts`,
      because: 'what was paid is accepted, unless it was sent back',
    },
  },
  {
    name: 'an order is not amended below what it has accepted',
    file: `${order}/amendment/amendment.content.ts`,
    find: 'refuse.amendment_below_accepted(',
    replace: 'undefined && refuse.amendment_below_accepted(',
    otherwise: {
      suite: `${order}/amendment/amendment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'one amendment at a time',
    file: `${order}/amendment/amendment.decide.ts`,
    find: '  return open && refuse.amendment_open({ reference, number: open.number });',
    replace:
      '  return open && undefined && refuse.amendment_open({ reference, number: open.number });',
    otherwise: {
      suite: `${order}/amendment/amendment.spec.ts`,
      because: 'the second of two proposals is approved with the first',
    },
  },
  {
    name: 'nothing is amended while budgets owes an answer',
    file: `${order}/amendment/amendment.decide.ts`,
    find: '    answerProblem(state),\n    awardProblem',
    replace: '    awardProblem',
    otherwise: {
      suite: `${order}/amendment/amendment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a requisition is not released while an order waits for its funds',
    file: `${purchase}/requisition/requisition.ending.ts`,
    find: '    pendingProblem(state),\n    notBefore',
    replace: '    notBefore',
    otherwise: {
      suite: `${purchase}/requisition/requisition.orders.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a requisition does not end before it was submitted',
    file: `${purchase}/requisition/requisition.ending.ts`,
    find: '    notBefore(effectiveAt, state.effectiveAt),\n    dateProblem,\n  );\n}\n\n/** Back',
    replace: '    dateProblem,\n  );\n}\n\n/** Back',
    otherwise: {
      suite: `${purchase}/requisition/requisition.orders.spec.ts`,
      because: SELDOM,
    },
  },
];
