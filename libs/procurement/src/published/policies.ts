import type { BusinessDate } from '@tamani/kernel';
import type { FactReader } from '@tamani/runtime';
import { policy } from '../domain/policy/policy.decide.js';
import type { PolicyKey, PolicyValues } from '../domain/policy/policy.defaults.js';
import { policyAt, policyIdOf } from '../domain/policy/policy.state.js';

export { policyIdOf };

/** The value of a policy on a date. */
export async function policyOn<K extends PolicyKey>(
  read: FactReader,
  key: K,
  date: BusinessDate,
): Promise<PolicyValues[K]> {
  return policyAt(await read.state(policy, policyIdOf(key)), key, date);
}
