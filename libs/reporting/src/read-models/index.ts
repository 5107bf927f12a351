import { translateBudgets } from '@tamani/budgets/published';
import { ledgerOf } from './ledger.read-model.js';

/** The ledger of the money that budgets publishes. */
export const ledgerReadModel = ledgerOf(translateBudgets);

/** The registry of this context's read models. */
export const readModels = [ledgerReadModel] as const;
