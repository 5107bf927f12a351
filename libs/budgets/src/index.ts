import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { BudgetChecksController } from './api/budget-checks.controller.js';
import { budgetLines } from './api/budget-lines.routes.js';
import { budgetTransfers } from './api/budget-transfers.routes.js';
import { contributions } from './api/contributions.routes.js';
import { fiscalPeriods } from './api/periods/fiscal-periods.routes.js';
import { periodChecksList } from './api/periods/period-checks.list.js';
import { rateTables } from './api/periods/rate-tables.routes.js';
import { budgetsContext } from './budgets.context.js';

export { budgetsContext } from './budgets.context.js';

const resources = [budgetLines, budgetTransfers, rateTables, fiscalPeriods, contributions];
const lists = [periodChecksList];
const controllers = [BudgetChecksController];

/** The context as a Nest module. */
@Module({ imports: [ContextModule.register(budgetsContext, { resources, lists, controllers })] })
export class BudgetsModule {}
