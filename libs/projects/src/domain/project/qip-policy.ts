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

/** Limits of a quick impact project, from a date on until the next policy's. */
export const qipPolicySchema = z.strictObject({
  from: businessDateSchema,
  ceiling: positiveMoneySchema,
  maxMonths: z.int().min(1).max(60),
  source: z.string().min(1),
});
export type QipPolicy = z.output<typeof qipPolicySchema>;

/** The policy in force on a day: the one with the latest `from` that is not after it. */
export function policyOn(policies: readonly QipPolicy[], day: BusinessDate): QipPolicy | undefined {
  const started = policies.filter((policy) => policy.from <= day);
  return started.reduce<QipPolicy | undefined>(
    (latest, policy) => (latest && latest.from > policy.from ? latest : policy),
    undefined,
  );
}

/** Why the project is no QIP within the policy; undefined when it is, or when it is no QIP. */
export function qipProblem(
  profile: ProjectProfile,
  policy: QipPolicy | null,
): Rejection | undefined {
  if (profile.kind !== 'qip') return undefined;
  if (policy === null) return refuse.qip_policy_missing();
  const { ceiling, maxMonths, from } = policy;
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
