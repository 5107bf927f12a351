import type { Act } from '../act.js';
import { budgets } from './budgets.js';
import { invoices } from './invoices.js';
import { orders } from './orders.js';
import { others } from './others.js';
import { payments } from './payments.js';
import { receipts } from './receipts.js';
import { requisitions } from './requisitions.js';

/** Everything that anybody does in a history. A new act is one entry in one of the tables. */
export const acts: readonly Act[] = [
  ...requisitions,
  ...orders,
  ...receipts,
  ...invoices,
  ...payments,
  ...budgets,
  ...others,
];
