import type { Check } from '../books/evidence.js';
import { balance } from './balance.js';
import { cash } from './cash.js';
import { commitments } from './commitments.js';
import { dutiesApart } from './duties.js';
import { figures } from './figures.js';
import { payable } from './payable.js';
import { processes } from './processes.js';

/** All checks of the books after a history. */
export const checks: readonly Check[] = [
  cash,
  payable,
  balance,
  commitments,
  figures,
  processes,
  dutiesApart,
];
