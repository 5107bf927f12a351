import type { Kind, World } from '../world.js';
import { budgetLines } from './budget-lines.js';
import { contributions } from './contributions.js';
import { invoices } from './invoices.js';
import { payments } from './payments.js';
import { projects } from './projects.js';
import { purchaseOrders } from './purchase-orders.js';
import { receipts } from './receipts.js';
import { requisitions } from './requisitions.js';

/** A purchase, the furthest document first: what can be brought on there is brought on there. */
export const purchase: readonly Kind[] = [
  payments,
  invoices,
  receipts,
  purchaseOrders,
  requisitions,
  budgetLines,
];

export const beside: readonly Kind[] = [projects, contributions];

const count = (world: World, path: string, statuses: RegExp): number =>
  world.known(path).filter(({ status }) => statuses.test(status)).length;

/** The document that the purchase needs next, when none of those there can be brought on. */
export function missingOf(world: World): Kind {
  const has = (path: string, statuses: RegExp): boolean => count(world, path, statuses) > 0;
  if (has('invoices', /approved_for_payment|partially_paid/)) return payments;
  const posted = count(world, 'receipts', /posted/);
  if (posted > world.known('invoices').length) return invoices;
  if (has('purchase-orders', /^(issued|partially_received)$/)) return receipts;
  if (has('requisitions', /^(certified|partially_ordered)$/)) return purchaseOrders;
  return has('budget-lines', /^open$/) ? requisitions : budgetLines;
}
