import {
  addMonths,
  businessDateSchema,
  minorOf,
  moneyJson,
  positiveMoneySchema,
  type BusinessDate,
  type Rejection,
} from '@tamani/kernel';
import { z } from 'zod';
import type { ProjectProfile } from './project.events.js';
import { refuse } from './project.rejections.js';

/** Limits of quick impact projects, from a date until the next limits. */
export const qipLimitsSchema = z.strictObject({
  from: businessDateSchema,
  ceiling: positiveMoneySchema,
  maxMonths: z.int().min(1).max(60),
  source: z.string().min(1),
});
export type QipLimits = z.output<typeof qipLimitsSchema>;

/** The limits in force on a date: those with the latest `from` that is not after it. */
export function limitsOn(history: readonly QipLimits[], day: BusinessDate): QipLimits | undefined {
  const started = history.filter((limits) => limits.from <= day);
  return started.reduce<QipLimits | undefined>(
    (latest, limits) => (latest && latest.from > limits.from ? latest : limits),
    undefined,
  );
}

/** Why the project exceeds the limits of a QIP; undefined if it does not, or is no QIP. */
export function qipProblem(
  profile: ProjectProfile,
  limits: QipLimits | null,
): Rejection | undefined {
  if (profile.kind !== 'qip') return undefined;
  if (limits === null) return refuse.qip_policy_missing();
  const { ceiling, maxMonths, from } = limits;
  const { currency } = ceiling;
  if (profile.ceiling.currency !== currency) {
    return refuse.qip_currency({ currency, actual: profile.ceiling.currency });
  }
  if (minorOf(profile.ceiling) > minorOf(ceiling)) {
    const excess = moneyJson(minorOf(profile.ceiling) - minorOf(ceiling), currency).amount;
    return refuse.qip_above_ceiling({ ceiling: ceiling.amount, currency, excess, from });
  }
  const latestEnd = addMonths(profile.plannedStart, maxMonths);
  if (profile.plannedEnd <= latestEnd) return undefined;
  return refuse.qip_too_long({ months: maxMonths, latestEnd, from });
}
