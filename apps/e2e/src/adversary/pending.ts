const exits = 'an invoice that is paid in part and whose other goods are gone has no way out yet';

/**
 * Rules that do not hold yet, each with the reason. A rule that holds in all histories of a long
 * run must leave this list: the suite fails as long as it is here.
 */
export const pending: Readonly<Record<string, string>> = {
  'commitments.nothing-open-when-closed':
    'not understood: once in some 600 histories an order is closed with something open',
  'liveness.purchase-orders': exits,
  'liveness.invoices': exits,
  'liveness.budget-lines': exits,
};
