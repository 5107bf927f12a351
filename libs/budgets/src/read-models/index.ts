import { budgetLineList } from './budget-lines.read-model.js';
import { budgetTransferList } from './budget-transfers.read-model.js';
import { contributionList } from './contributions.read-model.js';
import { fiscalPeriodList } from './fiscal-periods.read-model.js';
import { openDocuments } from './open-documents.read-model.js';
import { rateTableList } from './rate-tables.read-model.js';

/** All read models of budgets; a new one needs a file and a line here. */
export const readModels = [
  budgetLineList,
  budgetTransferList,
  rateTableList,
  fiscalPeriodList,
  contributionList,
  openDocuments,
];
