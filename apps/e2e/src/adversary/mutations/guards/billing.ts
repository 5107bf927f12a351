import { order, purchase, SELDOM, type Mutation } from '../mutation.js';

/** What is invoiced, paid and credited. */
export const billing: readonly Mutation[] = [
  {
    name: 'an invoice claims no more than is accepted',
    file: `${purchase}/invoice/invoice.match.ts`,
    find: 'if (quantity <= left) return [];',
    replace: 'if (quantity > 0n || left > 0n) return [];',
    otherwise: {
      suite: `${purchase}/invoice/invoice.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'an invoice has the order’s price',
    file: `${purchase}/invoice/invoice.match.ts`,
    find: 'if (off === 0n || (withinPercent && off <= most)) return [];',
    replace: 'if (off >= 0n || (withinPercent && off <= most)) return [];',
    otherwise: {
      suite: `${purchase}/invoice/invoice.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a payment is within its invoice',
    file: `${purchase}/invoice/payments/invoice.payments.ts`,
    find: 'if (minorOf(amount) <= open) return undefined;',
    replace: 'if (open >= 0n) return undefined;',
    otherwise: {
      suite: `${purchase}/invoice/payments/invoice.payments.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a returned payment makes its invoice payable again',
    file: 'libs/procurement/src/processes/payment-settlement.link.ts',
    find: `          send(purchaseOrder, orderId, { type: 'WithdrawClearance', paymentId, on }),
          send(invoice, invoiceId, { type: 'ReleasePaymentAllocation', paymentId }),
`,
    replace: `          send(purchaseOrder, orderId, { type: 'WithdrawClearance', paymentId, on }),
`,
    otherwise: {
      suite: 'libs/procurement/src/processes/processes.spec.ts',
      because: SELDOM,
    },
  },
  {
    name: 'only what is accepted is paid',
    file: `${purchase}/purchase-order/billing/clearance.ts`,
    find: 'if (all > 0n) {',
    replace: 'if (all < 0n) {',
    otherwise: {
      suite: `${order}/billing/clearance.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'the parts of a line cost together what the line costs',
    file: `${order}/billing/pricing/claim-price.ts`,
    find: '    return open > 0n ? open : 0n;',
    replace: '    return (open > 0n ? open : 0n) + 1n;',
    otherwise: {
      suite: `${order}/billing/claims.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'an invoice is in the currency of its order',
    file: `${purchase}/invoice/invoice.match.ts`,
    find: '  if (currency !== order.currency) {',
    replace: '  if (currency !== order.currency && currency === vendorId) {',
    otherwise: {
      suite: `${purchase}/invoice/invoice.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'an invoice is from the vendor of its order',
    file: `${purchase}/invoice/invoice.match.ts`,
    find: '  if (vendorId !== order.vendorId) {',
    replace: '  if (vendorId !== order.vendorId && vendorId === currency) {',
    otherwise: {
      suite: `${purchase}/invoice/invoice.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'an invoice is not dated in the future',
    file: `${purchase}/invoice/invoice.content.ts`,
    find: '    invoicedOn > today ? refuse.invoice_date_in_future({ invoicedOn }) : undefined,\n',
    replace: '',
    otherwise: {
      suite: `${purchase}/invoice/invoice.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a number is invoiced once',
    file: `${purchase}/invoice/invoice.content.ts`,
    find: "  if (state.status !== 'none') return err(duplicate(id, state));\n",
    replace: '',
    otherwise: {
      suite: `${purchase}/invoice/invoice.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'an invoice is not ended while a payment takes of it',
    file: `${purchase}/invoice/invoice.decide.ts`,
    find: '  firstRefusal(check(state, ...needed), paymentsProblem(state), pendingProblem(state));',
    replace: '  firstRefusal(check(state, ...needed), pendingProblem(state));',
    otherwise: {
      suite: `${purchase}/invoice/invoice.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a payment is of an approved invoice',
    file: `${purchase}/invoice/payments/invoice.payments.ts`,
    find: "    check(state, 'approved_for_payment', 'partially_paid'),\n",
    replace: '',
    otherwise: {
      suite: `${purchase}/invoice/payments/invoice.payments.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a payment is set aside once',
    file: `${purchase}/invoice/payments/invoice.payments.ts`,
    find: '  if (state.payments.some((p) => p.paymentId === paymentId)) return ok([]);\n',
    replace: '',
    otherwise: {
      suite: `${purchase}/invoice/payments/invoice.payments.spec.ts`,
      because: 'a message that comes twice is known by its id before',
    },
  },
  {
    name: 'a payment is not dated before its invoice',
    file: `${purchase}/payment/payment.clearance.ts`,
    find: 'valueDate !== null && valueDate < state.invoicedOn',
    replace: 'valueDate !== null && valueDate === state.reference',
    otherwise: {
      suite: `${purchase}/payment/payment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a payment is not dated before its delivery',
    file: `${order}/billing/clearance.ts`,
    find: '  if (missing((receipt) => receipt.deliveredOn <= valueDate) === 0n) return undefined;',
    replace: "  if (missing((receipt) => receipt.deliveredOn >= '') === 0n) return undefined;",
    otherwise: {
      suite: `${order}/billing/clearance.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'nothing is paid before budgets has accrued it',
    file: `${order}/billing/clearance.ts`,
    find: "  if (missing((receipt) => stateOf(receipt) === 'accrued') > 0n) {",
    replace: "  if (missing((receipt) => stateOf(receipt) === 'accrued') < 0n) {",
    otherwise: {
      suite: `${order}/billing/clearance.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'a payment is not returned before it was paid',
    file: `${purchase}/payment/payment.decide.ts`,
    find: '    early ? refuse.return_before_payment({ effectiveAt, valueDate }) : undefined,\n',
    replace: '',
    otherwise: {
      suite: `${purchase}/payment/payment.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'no money leaves while an amendment waits for budgets',
    file: `${order}/billing/clearance.ts`,
    find: '    adjustingProblem(state),\n    invoiceProblem,',
    replace: '    invoiceProblem,',
    otherwise: {
      suite: `${order}/amendment/amendment.answers.spec.ts`,
      because: 'both have to meet within one moment',
    },
  },
  {
    name: 'a credit note takes no more than is open of its invoice',
    file: `${purchase}/invoice/credits/invoice.credits.ts`,
    find: '  if (amountMinor <= open) return undefined;',
    replace: '  if (amountMinor > 0n) return undefined;',
    otherwise: {
      suite: `${purchase}/invoice/credits/invoice.credits.spec.ts`,
      because: SELDOM,
    },
  },
  {
    name: 'nobody approves the credit note that they registered',
    file: `${purchase}/credit-note/credit-note.decide.ts`,
    find: '    ownProblem(by, state),\n',
    replace: '',
    otherwise: {
      suite: `${purchase}/credit-note/credit-note.spec.ts`,
      because: 'one who registers them seldom may approve them, but for delegations',
    },
  },
];
