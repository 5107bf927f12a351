const chain = 'duties are not held against the whole chain and all rounds yet';
const dates = 'a step can be dated before the step that it follows';
const exits = 'some states have no way out yet';

/**
 * Rules that do not hold yet, each with the reason. A rule that holds in all histories must leave
 * this list: the suite fails as long as it is here.
 */
export const pending: Readonly<Record<string, string>> = {
  'payable.accepted-quantity': 'an invoice is approved before its order has counted its claim',
  'payable.accepted-value': 'a payment is released for what is sent back, or was never claimed',
  'payable.order-line-amount': 'parts of a line are rounded up one by one',
  'balance.buckets-on-every-date': dates,
  'balance.closed-months': 'processes post into months that are closed',
  'commitments.document-amount': 'who delivers says which delivery is the last',
  'commitments.nothing-open-when-closed': 'a price within the tolerance never reaches the line',
  'duties.requisitioner-and-certifier': chain,
  'duties.requisitioner-and-buyer': chain,
  'duties.certifier-and-buyer': chain,
  'duties.certifier-and-approver': chain,
  'duties.receiver-and-clerk': chain,
  'duties.payer-and-certifier': chain,
  'duties.payer-and-controller': chain,
  'duties.payer-and-receiver': chain,
  'duties.payer-and-clerk': chain,
  'duties.requisitioner-and-overrun': chain,
  'liveness.requisitions': exits,
  'liveness.purchase-orders': exits,
  'liveness.invoices': exits,
  'liveness.payments': exits,
  'liveness.budget-lines': exits,
};
