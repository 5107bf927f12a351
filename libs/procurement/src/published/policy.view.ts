import type { Foldable } from '@tamani/runtime';
import { policy } from '../domain/policy/policy.decide.js';
import type { PolicyEvent } from '../domain/policy/policy.events.js';
import type { PolicyState } from '../domain/policy/policy.state.js';

export { policyAt, policyIdOf } from '../domain/policy/policy.state.js';

const { category, events, initial, evolve } = policy;

/** `read.state(policyView, policyIdOf('rate_change_percent'))`: null if it was never set. */
export const policyView: Foldable<PolicyState, PolicyEvent> = {
  category,
  events,
  initial,
  evolve,
};
