/** One guard of the product, taken out by a change of its text. */
export interface Mutation {
  /** The rule that is lost. */
  readonly name: string;
  /** From the root. */
  readonly file: string;
  /** Once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The test that catches it, where the adversary cannot. */
  readonly otherwise?: string;
}

const line = 'libs/budgets/src/domain/budget-line/rules';
const purchase = 'libs/procurement/src/domain';

export const mutations: readonly Mutation[] = [
  {
    name: 'funds are available for what is reserved or committed',
    file: `${line}/funds/refusal.ts`,
    find: 'if (needed > 0n && needed > available)',
    replace: 'if (needed < 0n && needed > available)',
  },
  {
    name: 'a delivery above the available funds is held',
    file: `${line}/spending/delivery.rules.ts`,
    find: 'if (needed <= 0n || needed <= available + cap) return undefined;',
    replace: 'if (needed <= 0n || cap >= 0n) return undefined;',
  },
  {
    name: 'an allotment is not below its use',
    file: `${line}/line.rules.ts`,
    find: 'if (minorOf(allotted) < used)',
    replace: 'if (minorOf(allotted) < 0n)',
  },
  {
    name: 'no more is carried over than is available',
    file: `${line}/line.rules.ts`,
    find: '    shortfallProblem(state, minorOf(amount)),\n',
    replace: '',
  },
  {
    name: 'what a reversed delivery had settled is owed',
    file: `${line}/spending/reversal.rules.ts`,
    find: 'return ok([...receivables(at, deliveryId), ...reversal(at, delivery)]);',
    replace: 'return ok([...reversal(at, delivery)]);',
  },
  {
    name: 'a returned payment is given back once only what it had',
    file: `${line}/spending/payment.rules.ts`,
    find: 'const minor = payment.amountMinor - advanceMinor;',
    replace: 'const minor = payment.amountMinor;',
  },
  {
    name: 'the end of an order releases its commitment',
    file: 'libs/budgets/src/processes/execution.reaction.ts',
    find: "    'procurement.PurchaseOrderTerminated.v1': closing,\n",
    replace: '',
  },
  {
    name: 'a withdrawn requisition gives its reservation back',
    file: 'libs/budgets/src/processes/reservation.process.ts',
    find: "if (input.type === 'procurement.RequisitionWithdrawn.v1') {",
    replace: "if (String(input.type) === 'never') {",
  },
  {
    name: 'an invoice claims no more than is accepted',
    file: `${purchase}/invoice/invoice.match.ts`,
    find: 'if (quantity <= left) return [];',
    replace: 'if (quantity > 0n || left > 0n) return [];',
  },
  {
    name: 'an invoice has the order’s price',
    file: `${purchase}/invoice/invoice.match.ts`,
    find: 'if (off === 0n || (withinPercent && off <= most)) return [];',
    replace: 'if (off >= 0n || (withinPercent && off <= most)) return [];',
  },
  {
    name: 'a payment is within its invoice',
    file: `${purchase}/invoice/invoice.payments.ts`,
    find: 'if (minorOf(amount) <= open) return undefined;',
    replace: 'if (open >= 0n) return undefined;',
  },
  {
    name: 'no more is received than was ordered',
    file: `${purchase}/purchase-order/delivery/order.delivery.ts`,
    find: 'if (accepted <= left) return undefined;',
    replace: 'if (accepted > 0n || left > 0n) return undefined;',
  },
  {
    name: 'no more is ordered than was asked for',
    file: `${purchase}/requisition/requisition.allocation.ts`,
    find: '    if (quantity > left) {',
    replace: '    if (quantity < 0n && quantity > left) {',
  },
  {
    name: 'nobody certifies what they asked for',
    file: `${purchase}/requisition/requisition.decide.ts`,
    find: "        excludes('segregation_requisitioner_certifies', by, state.requesters),\n",
    replace: '',
  },
  {
    name: 'nobody approves the award of what they buy',
    file: `${purchase}/purchase-order/order.approval.ts`,
    find: "    excludes('segregation_buyer_approves_award', by, state.buyers),\n",
    replace: '',
  },
  {
    name: 'nobody receives what they bought',
    file: `${purchase}/purchase-order/delivery/order.delivery.ts`,
    find: "    excludes('segregation_buyer_receives', by, state.buyers),\n",
    replace: '',
  },
  {
    name: 'nothing is dated in the future',
    file: 'libs/budgets/src/domain/shared/business-date.ts',
    find: 'if (date > today) return',
    replace: "if (date > '9999') return",
  },
  {
    name: 'a returned payment makes its invoice payable again',
    file: 'libs/procurement/src/processes/payment-settlement.link.ts',
    find: `  'procurement.PaymentReturned.v1': ({ paymentId, invoiceId }) => [
    send(invoice, invoiceId, { type: 'ReleasePaymentAllocation', paymentId }),
  ],
`,
    replace: '',
  },
];
