export {
  checkBusinessDate,
  type BusinessDateFacts,
  type BusinessDateUse,
} from '../domain/shared/business-date.js';
export { refuseDate } from '../domain/shared/business-date.rejections.js';
export { fiscalPeriodId } from '../domain/fiscal-period/fiscal-period-id.js';
export type { PeriodStatus } from '../domain/fiscal-period/fiscal-period.events.js';
export {
  converted,
  rateFor,
  rateTableId,
  type MonthlyRates,
  type Rate,
  type UsedRate,
} from '../domain/rate-table/rates.js';
export {
  availableOf,
  buckets,
  movementsOf,
  type Bucket,
  type Movement,
} from '../domain/budget-line/movements.js';
export type { LineStatus } from '../domain/budget-line/budget-line.events.js';
export {
  FUNCTIONAL_CURRENCY,
  type Axis,
  type Coding,
  type DocumentRef,
  type SpendClass,
} from '../domain/shared/vocabulary.js';
export { businessDateFacts, ratesOfDate } from './business-date-facts.js';
export * from './facts.js';
export * from './messages.js';
export { reservationOutcomes, commitmentOutcomes, type BudgetShortfall } from './outcomes.js';
export { translateBudgets } from './translate.js';
