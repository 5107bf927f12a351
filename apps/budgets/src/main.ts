import 'reflect-metadata';
import { BudgetsModule, budgetsContext } from '@tamani/budgets';
import { runService } from '@tamani/profiles';

/** The budgets service alone, of the distributed profile. */
runService({
  name: 'budgets',
  contexts: [budgetsContext],
  modules: [BudgetsModule],
});
