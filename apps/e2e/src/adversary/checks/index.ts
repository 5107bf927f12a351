import type { Check } from '../books/evidence.js';
import { balance } from './balance.js';
import { cash } from './cash.js';
import { ceilings } from './ceilings.js';
import { commitments } from './commitments.js';
import { dates } from './dates.js';
import { debts } from './debts.js';
import { dutiesApart } from './duties.js';
import { figures } from './figures.js';
import { payable } from './payable.js';
import { permits } from './permits.js';
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
  dates,
  permits,
  ceilings,
  debts,
];
