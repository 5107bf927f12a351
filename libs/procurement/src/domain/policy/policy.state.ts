import { derivedId, evolveBy, type BusinessDate } from '@tamani/kernel';
import { policyDefaults, type PolicyKey, type PolicyValues } from './policy.defaults.js';
import type { PolicyEvent, PolicyValue } from './policy.events.js';

export interface PolicySetting {
  readonly from: BusinessDate;
  readonly value: PolicyValue;
  readonly reason: string;
}
export interface PolicyState {
  readonly key: string;
  /** In the order in which they were set. */
  readonly settings: readonly PolicySetting[];
}
export const initialPolicy: PolicyState = { key: '', settings: [] };

export const evolvePolicy = evolveBy<PolicyState, PolicyEvent>({
  PolicySet: (state, { key, from, value, reason }) => ({
    key,
    settings: [...state.settings, { from, value, reason }],
  }),
});

/** One stream per policy, named by its key. */
export const policyIdOf = (key: string): string => derivedId('procurement-policy', key);

/** The value on a date: the latest `from` up to it; of equal ones the later setting. */
export function policyAt<K extends PolicyKey>(
  state: PolicyState | null,
  key: K,
  date: BusinessDate,
): PolicyValues[K] {
  let best: PolicySetting | undefined;
  for (const setting of state?.settings ?? []) {
    if (setting.from <= date && (best === undefined || setting.from >= best.from)) best = setting;
  }
  return (best?.value as PolicyValues[K] | undefined) ?? policyDefaults[key];
}
