import type { Act } from '../act.js';
import { budgets } from './budgets.js';
import { credits } from './credits.js';
import { funds } from './funds.js';
import { invoices } from './invoices.js';
import { orders } from './orders.js';
import { others } from './others.js';
import { payments } from './payments.js';
import { receivables } from './receivables.js';
import { receipts } from './receipts.js';
import { requisitions } from './requisitions.js';

/** Writes that no money depends on, and that nobody here does. */
export const untouched: readonly string[] = ['sites', 'budget-checks'];

/** Everything that anybody does in a history. A new act is one entry in one of the tables. */
export const acts: readonly Act[] = [
  ...requisitions,
  ...orders,
  ...receipts,
  ...invoices,
  ...payments,
  ...credits,
  ...receivables,
  ...budgets,
  ...funds,
  ...others,
];

/** `requisitions/:id/submit`, as the doors name it. */
export const nameOf = ({ path, action }: Act): string =>
  action === undefined ? path : `${path}/:id/${action}`;
