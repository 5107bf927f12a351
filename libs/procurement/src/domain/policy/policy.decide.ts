import {
  decideBy,
  err,
  moneySchema,
  ok,
  type Decider,
  type Person,
  type Rejection,
} from '@tamani/kernel';
import type { PolicyKey } from './policy.defaults.js';
import { policyEvents, type PolicyEvent, type PolicyValue } from './policy.events.js';
import { refuse } from './policy.rejections.js';
import { evolvePolicy, initialPolicy, type PolicyState } from './policy.state.js';

export interface SetPolicy {
  readonly type: 'SetPolicy';
  readonly key: string;
  readonly from: string;
  readonly value: PolicyValue;
  readonly reason: string;
  readonly by: Person;
}
export type PolicyCommand = SetPolicy;

export const policy: Decider<PolicyState, PolicyCommand, PolicyEvent> = {
  category: 'procurement.Policy',
  events: policyEvents,
  initial: initialPolicy,
  evolve: evolvePolicy,
  decide: decideBy<PolicyState, PolicyCommand, PolicyEvent>({
    SetPolicy({ key, from, value, reason, by }, state) {
      if (state.key !== '' && state.key !== key) {
        return err(refuse.policy_key_mismatch({ key: state.key }));
      }
      const problem = valueProblem(key as PolicyKey, value);
      if (problem) return err(problem);
      return ok([{ type: 'PolicySet', data: { key, from, value, reason, by } }]);
    },
  }),
};

/** A setting has the shape of its default: whole days, a percentage, a step, or money. */
function valueProblem(key: PolicyKey, value: PolicyValue): Rejection | undefined {
  const { name: shape, fits } = SHAPES[key];
  if (fits(value)) return undefined;
  const params = { key, shape };
  return refuse.policy_value_malformed(params, [
    { pointer: '/value', code: 'policy_value_malformed', params },
  ]);
}

interface Shape {
  readonly name: 'days' | 'percent' | 'contribution_step' | 'money' | 'money_in_usd';
  readonly fits: (value: PolicyValue) => boolean;
}
const days: Shape = {
  name: 'days',
  fits: (value) => typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value),
};
const percent: Shape = {
  name: 'percent',
  fits: (value) => typeof value === 'string' && /^(0|[1-9]\d{0,2})(\.\d{1,3})?$/.test(value),
};
/** The steps of a contribution. */
const step: Shape = {
  name: 'contribution_step',
  fits: (value) => value === 'pledged' || value === 'agreed' || value === 'received',
};
/** Limits are stored in the currency in which they are compared. */
const moneyIn = (currency?: 'USD'): Shape => ({
  name: currency === undefined ? 'money' : 'money_in_usd',
  fits: (value) =>
    moneySchema.safeParse(value).success &&
    typeof value !== 'string' &&
    (currency === undefined || value.currency === currency),
});

const SHAPES: Readonly<Record<PolicyKey, Shape>> = {
  vendor_screening_days: days,
  attention_days: days,
  guarantee_notice_days: days,
  low_value_limit: moneyIn('USD'),
  award_approval_limit: moneyIn('USD'),
  write_off_limit: moneyIn('USD'),
  splitting_days: days,
  receipt_tolerance_percent: percent,
  invoice_price_tolerance_percent: percent,
  invoice_price_tolerance_amount: moneyIn(),
  transfer_out_percent: percent,
  contribution_counts_from: step,
  advance_limit_percent: percent,
  advance_guarantee_from: moneyIn('USD'),
  rate_change_percent: percent,
};
