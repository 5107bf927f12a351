import { afterAll, afterEach, expect } from '@jest/globals';
import { BudgetsApp } from './budgets-app.js';
import { Purchase } from './purchase.js';

/** Budgets over REST, with the month's rates: no test leaves a problem, the suite closes it. */
export async function openedBudgets() {
  const app = await BudgetsApp.open();
  afterAll(() => app.close());
  afterEach(() => expect(app.problems).toEqual([]));
  const purchase = new Purchase(app);
  await purchase.rates();
  return { app, purchase };
}

export const officer = 'budget-officer';
export const usd = (amount: string) => ({ amount, currency: 'USD' });
export const refusal = (status: number, code: string) => ({ status, body: { code } });
