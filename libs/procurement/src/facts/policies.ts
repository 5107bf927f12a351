import { moneyJson, ok, type BusinessDate, type Rejection, type Result } from '@tamani/kernel';
import type { FactReader } from '@tamani/runtime';
import type { AwardLimits } from '../domain/purchase-order/order.content.js';
import type { OrderLine } from '../domain/purchase-order/order.state.js';
import type { CountedNeed } from '../domain/shared/awards.js';
import type { PriceTolerance } from '../domain/invoice/invoice.match.js';
import { vendor, type VendorFacts } from '../domain/vendor/vendor.decide.js';
import { policyOn } from '../published/index.js';
import { valueIn, type Valued } from './budgets.js';

/** A vendor, and the days for which a screening is valid today. */
export const vendorFacts = async (
  read: FactReader,
  vendorId: string,
  today: BusinessDate,
): Promise<VendorFacts> => ({
  vendor: await read.state(vendor, vendorId),
  screeningDays: Number(await policyOn(read, 'vendor_screening_days', today)),
});

/** The award limits on a date, and the order's value in their currency if there is a rate. */
export async function awardLimits(
  read: FactReader,
  order: Omit<Valued, 'to'>,
): Promise<Result<AwardLimits, Rejection>> {
  const lowValue = await policyOn(read, 'low_value_limit', order.date);
  const approval = await policyOn(read, 'award_approval_limit', order.date);
  const value = await valueIn(read, { ...order, to: lowValue.currency });
  const advancePercent = await policyOn(read, 'advance_limit_percent', order.date);
  return value.ok ? ok({ lowValue, approval, advancePercent, valueMinor: value.value }) : value;
}

interface Needs extends Omit<Valued, 'to' | 'amountMinor'> {
  readonly lines: readonly Pick<OrderLine, 'spendClass' | 'budgetLineId' | 'amountMinor'>[];
}

/** What is bought by spend class and budget line, in the currency of the limits. */
export async function countedNeeds(
  read: FactReader,
  { lines, currency, date }: Needs,
): Promise<Result<CountedNeed[], Rejection>> {
  const { currency: to } = await policyOn(read, 'low_value_limit', date);
  const sums = new Map<string, Needs['lines'][number]>();
  for (const { spendClass, budgetLineId, amountMinor } of lines) {
    const key = `${spendClass} ${budgetLineId}`;
    const sum = (sums.get(key)?.amountMinor ?? 0n) + amountMinor;
    sums.set(key, { spendClass, budgetLineId, amountMinor: sum });
  }
  const needs: CountedNeed[] = [];
  for (const { amountMinor, ...need } of sums.values()) {
    const value = await valueIn(read, { amountMinor, currency, date, to });
    if (!value.ok) return value;
    needs.push({ ...need, value: moneyJson(value.value, to) });
  }
  return ok(needs);
}

/** The price tolerance on the date of an invoice. */
export const priceTolerance = async (
  read: FactReader,
  date: BusinessDate,
): Promise<PriceTolerance> => ({
  percent: await policyOn(read, 'invoice_price_tolerance_percent', date),
  amount: await policyOn(read, 'invoice_price_tolerance_amount', date),
});
