/**
 * The resources that the adversary plays with: the path of each, and the streams that it is made
 * of. A new kind of document is one line here.
 */
export const kinds = {
  projects: 'projects.Project',
  'rate-tables': 'budgets.RateTable',
  'fiscal-periods': 'budgets.FiscalPeriod',
  'budget-lines': 'budgets.BudgetLine',
  'budget-transfers': 'budgets.BudgetTransfer',
  contributions: 'budgets.Contribution',
  policies: 'procurement.Policy',
  vendors: 'procurement.Vendor',
  requisitions: 'procurement.Requisition',
  'purchase-orders': 'procurement.PurchaseOrder',
  receipts: 'procurement.Receipt',
  invoices: 'procurement.Invoice',
  'credit-notes': 'procurement.CreditNote',
  payments: 'procurement.Payment',
  receivables: 'procurement.Receivable',
} as const;
export type Path = keyof typeof kinds;
export const paths = Object.keys(kinds) as readonly Path[];
