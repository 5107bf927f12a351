import { budgetsAttention, translateBudgets } from '@tamani/budgets/published';
import { procurementAttention } from '@tamani/procurement/published';
import { attentionOf } from './attention/attention.read-model.js';
import { ledgerOf } from './ledger.read-model.js';

/** The ledger of the money that budgets publishes. */
export const ledgerReadModel = ledgerOf(translateBudgets);

/** What may wait, of every context that declares it. */
export const attentionSources = [...budgetsAttention, ...procurementAttention];
export const attentionReadModel = attentionOf(attentionSources);

/** The registry of this context's read models. */
export const readModels = [ledgerReadModel, attentionReadModel] as const;
