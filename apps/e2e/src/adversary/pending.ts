const exits =
  'goods accepted above the order are worth nothing, and are invoiced when others go back';

/**
 * Rules that do not hold yet, each with the reason. A rule that holds in all histories of a long
 * run must leave this list: the suite fails as long as it is here.
 */
export const pending: Readonly<Record<string, string>> = {
  'commitments.nothing-open-when-closed':
    'a price given back after goods that replace others have carried it: a minor unit stays',
  'liveness.purchase-orders': exits,
  'liveness.invoices': exits,
  'liveness.budget-lines': exits,
};
