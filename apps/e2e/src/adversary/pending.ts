const chain = 'a duty is not held against those who act at the same moment';
const exits = 'what was paid and is not owed any more has no way out yet';

/**
 * Rules that do not hold yet, each with the reason. A rule that holds in all histories of a long
 * run must leave this list: the suite fails as long as it is here.
 */
export const pending: Readonly<Record<string, string>> = {
  'payable.accepted-quantity':
    'an invoice whose goods were sent back stays approved while a payment of it is prepared',
  'payable.accepted-value': 'what is owed back of one line does not stop payments of the others',
  'commitments.nothing-open-when-closed': 'an order is closed by hand before all of it is invoiced',
  'duties.receiver-and-clerk': chain,
  'duties.buyer-and-receiver': chain,
  'duties.payer-and-clerk': chain,
  'liveness.purchase-orders': exits,
  'liveness.invoices': exits,
  'liveness.budget-lines': exits,
};
