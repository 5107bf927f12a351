import { minorOf, moneyJson, ok, type BusinessDate, type MoneyJson } from '@tamani/kernel';
import type { FactReader } from '@tamani/runtime';
import type { AdvanceFacts } from '../../domain/purchase-order/advance/advance.problems.js';
import { outstandingOf } from '../../domain/purchase-order/advance/advance.state.js';
import type {
  AllocateAdvance,
  ClearAdvance,
} from '../../domain/purchase-order/advance/advance.commands.js';
import { payment } from '../../domain/payment/payment.decide.js';
import { budgetLineIdsOf, type OrderState } from '../../domain/purchase-order/order.state.js';
import { policyOn } from '../../published/index.js';
import { clearanceParties } from './billing.facts.js';
import { projectProblem, valueIn } from '../budgets.js';

interface Asked {
  readonly paymentId: string;
  readonly amount: MoneyJson;
  readonly date: BusinessDate;
}

/** Projects that may spend, and what would be outstanding against the limit of that date. */
export async function advanceFacts(
  { paymentId, amount, date }: Asked,
  order: OrderState,
  read: FactReader,
): Promise<AdvanceFacts> {
  const from = await policyOn(read, 'advance_guarantee_from', date);
  const others = outstandingOf(order, (one) => one.paymentId !== paymentId);
  const amountMinor = others + minorOf(amount);
  const { currency } = amount;
  const value = await valueIn(read, { amountMinor, currency, date, to: from.currency });
  return {
    projectProblem: await projectProblem(read, budgetLineIdsOf(order)),
    limit: value.ok ? ok({ from, valueMinor: value.value }) : value,
  };
}

/** What an order reads when it decides on an advance. */
export const orderAdvanceFacts = {
  AllocateAdvance: (
    { paymentId, amount, today }: AllocateAdvance,
    order: OrderState,
    read: FactReader,
  ) => advanceFacts({ paymentId, amount, date: today }, order, read),
  ClearAdvance: async ({ paymentId }: ClearAdvance, order: OrderState, read: FactReader) => {
    const state = await read.state(payment, paymentId);
    if (state?.status !== 'releasing' || !state.valueDate || !state.advance) return { asked: null };
    const amount = moneyJson(state.amountMinor, state.currency);
    const asked = { paymentId, amount, date: state.valueDate };
    const { guarantee } = state.advance;
    const facts = await advanceFacts(asked, order, read);
    const parties = await clearanceParties({ paymentId, invoiceId: null }, order, read);
    return { asked: { ...asked, guarantee, ...facts, ...parties } };
  },
};
