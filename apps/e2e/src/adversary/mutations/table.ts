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
  /** Found so often that a short run finds it as well. */
  readonly often?: true;
}

const line = 'libs/budgets/src/domain/budget-line/rules';
const purchase = 'libs/procurement/src/domain';

export const mutations: readonly Mutation[] = [
  {
    name: 'funds are available for what is reserved or committed',
    file: `${line}/funds/refusal.ts`,
    find: 'if (needed > 0n && needed > available)',
    replace: 'if (needed < 0n && needed > available)',
    often: true,
  },
  {
    name: 'a delivery above the available funds is held',
    file: `${line}/spending/delivery.rules.ts`,
    find: 'if (needed <= 0n || needed <= available + overrun) return undefined;',
    replace: 'if (overrun >= 0n) return undefined;',
  },
  {
    name: 'who asked for the goods does not lift the ceiling of their line',
    file: `${line}/line.rules.ts`,
    find: 'if (!asked) return undefined;',
    replace: 'if (asked || !asked) return undefined;',
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
    name: 'what a reversed delivery had settled is owed',
    file: `${line}/spending/reversal.rules.ts`,
    find: 'return ok([...settled.flatMap((one) => owedAgain(at, one)), ...reversal(at, delivery)]);',
    replace: 'return ok([...reversal(at, delivery)]);',
  },
  {
    name: 'a returned payment is given back once only what it had',
    file: `${line}/payment/payment.rules.ts`,
    find: 'const minor = payment.amountMinor - advanceMinor - writtenOffMinor;',
    replace: 'const minor = payment.amountMinor - writtenOffMinor;',
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
    find: `    send(purchaseOrder, orderId, { type: 'WithdrawClearance', paymentId, on }),
    send(invoice, invoiceId, { type: 'ReleasePaymentAllocation', paymentId }),
`,
    replace: `    send(purchaseOrder, orderId, { type: 'WithdrawClearance', paymentId, on }),
`,
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
    name: 'a returned payment comes off what the line has disbursed',
    file: 'libs/budgets/src/processes/execution.reaction.ts',
    find: "const command = { type: 'RecordReturnedPayment', ...ids } as const;\n      return lines.map(",
    replace:
      "const command = { type: 'RecordReturnedPayment', ...ids } as const;\n      return lines.slice(1).map(",
  },
  {
    name: 'a reversed receipt comes off what the line has spent',
    file: 'libs/budgets/src/processes/execution.reaction.ts',
    find: "const command = { type: 'ReverseDelivery', ...ids } as const;\n      return lines.map(",
    replace:
      "const command = { type: 'ReverseDelivery', ...ids } as const;\n      return lines.slice(1).map(",
  },
  {
    name: 'only what is accepted is paid',
    file: `${purchase}/purchase-order/billing/clearance.ts`,
    find: 'if (missing > 0n) {',
    replace: 'if (missing < 0n) {',
  },
  {
    name: 'the parts of a line cost together what the line costs',
    file: `${purchase}/purchase-order/billing/claims.ts`,
    find: '    return open > 0n ? open : 0n;',
    replace: '    return (open > 0n ? open : 0n) + 1n;',
  },
  {
    name: 'a cancelled order gives its reservation back',
    file: `${line}/funds/commitment.rules.ts`,
    find: 'return ok([cancelled, ...reinstated(at)]);',
    replace: 'return ok([cancelled]);',
  },
  {
    name: 'another price reaches the budget line',
    file: `${line}/pricing/repricing.ts`,
    find: '    if (part > 0n) parts.push(partOf(delivery, of.sign * part));',
    replace: '    if (part < 0n) parts.push(partOf(delivery, of.sign * part));',
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
    name: 'less is released at the rate at which it was booked',
    file: `${line}/pricing/adjust.rules.ts`,
    find: 'return minimum(openMinor, proportion(amountMinor, less, documentMinor));',
    replace: 'return minimum(openMinor, 1n);',
  },
  {
    name: 'a delivery takes its share of the commitment',
    file: `${line}/liquidation.ts`,
    find: 'const minor = minimum(openMinor, proportion(amountMinor, delivered, whole));',
    replace: 'const minor = minimum(openMinor, 0n);',
    often: true,
  },
  {
    name: 'a payment settles at the rate of the accrual',
    file: `${line}/payment/settlement.ts`,
    find: 'if (documentPart === openOf(delivery)) return left;',
    replace: 'if (documentPart === openOf(delivery)) return left - 1n;',
  },
];
