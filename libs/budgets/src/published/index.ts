export { checkBusinessDate, type BusinessDateFacts } from '../domain/shared/business-date.js';
export { refuseProject } from '../domain/shared/project.rejections.js';
export { refuseDate } from '../domain/shared/business-date.rejections.js';
export { fiscalPeriodId } from '../domain/fiscal-period/fiscal-period-id.js';
export { converted, rateFor, rateTableId } from '../domain/rate-table/rates.js';
export { availableOf, buckets, bucketSchema } from '../domain/budget-line/movements.js';
export { axisSchema, documentKindSchema, spendClassSchema } from '../domain/shared/vocabulary.js';
export { businessDateFacts, ratesOfDate } from './business-date-facts.js';
export { budgetsAttention } from './attention.js';
export * from './views.js';
export * from './messages.js';
export {
  adjustmentOutcomes,
  carryOverOutcomes,
  commitmentOutcomes,
  reservationOutcomes,
  type BudgetShortfall,
} from './outcomes.js';
export { translateBudgets } from './translate.js';
