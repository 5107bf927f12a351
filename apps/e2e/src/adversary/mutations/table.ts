import { advances } from './guards/advances.js';
import { billing } from './guards/billing.js';
import { funds } from './guards/funds.js';
import { returned } from './guards/goods.js';
import { owing } from './guards/owed.js';
import { persons } from './guards/persons.js';
import { purchases } from './guards/purchases.js';
import { debts, reclaims } from './guards/reclaims.js';
import { sources } from './guards/sources.js';
import { spending } from './guards/spending.js';
import { withdrawals } from './guards/withdrawals.js';
import { years } from './guards/years.js';
import type { Mutation } from './mutation.js';

/** The guards of the deciders and processes that are taken out, each in turn. */
export const mutations: readonly Mutation[] = [
  ...sources,
  ...funds,
  ...spending,
  ...purchases,
  ...billing,
  ...persons,
  ...advances,
  ...reclaims,
  ...owing,
  ...debts,
  ...returned,
  ...years,
  ...withdrawals,
];
