/** Names of this context's streams. */
export const BUDGET_LINE_CATEGORY = 'budgets.BudgetLine';
export const BUDGET_TRANSFER_CATEGORY = 'budgets.BudgetTransfer';
export const LINE_KEY_CATEGORY = 'budgets.LineKey';
export const LINE_REGISTER_CATEGORY = 'budgets.LineRegister';
export const PROJECT_ALLOTMENTS_CATEGORY = 'budgets.ProjectAllotments';
export const RATE_TABLE_CATEGORY = 'budgets.RateTable';
export const FISCAL_PERIOD_CATEGORY = 'budgets.FiscalPeriod';
export const CONTRIBUTION_CATEGORY = 'budgets.Contribution';
export const RESERVATION_PROCESS_CATEGORY = 'budgets.process.reservation';
export const COMMITMENT_PROCESS_CATEGORY = 'budgets.process.commitment';
export const ADJUSTMENT_PROCESS_CATEGORY = 'budgets.process.adjustment';
export const CARRY_OVER_PROCESS_CATEGORY = 'budgets.process.carryover';
