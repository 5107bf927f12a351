import { Module } from '@nestjs/common';
import { ContextModule } from '@tamani/nest';
import { BudgetChecksController } from './api/budget-checks.controller.js';
import { BudgetLinesController } from './api/budget-lines.controller.js';
import { ContributionsController } from './api/contributions.controller.js';
import { FiscalPeriodsController } from './api/fiscal-periods.controller.js';
import { RateTablesController } from './api/rate-tables.controller.js';
import { budgetsContext } from './budgets.context.js';

export { budgetsContext } from './budgets.context.js';

/** The context as a Nest module. */
@Module({
  imports: [
    ContextModule.register(budgetsContext, [
      BudgetLinesController,
      BudgetChecksController,
      RateTablesController,
      FiscalPeriodsController,
      ContributionsController,
    ]),
  ],
})
export class BudgetsModule {}
