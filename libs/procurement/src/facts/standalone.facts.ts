import type { Aggregate } from '@tamani/runtime';
import { policy, type PolicyCommand } from '../domain/policy/policy.decide.js';
import type { PolicyEvent } from '../domain/policy/policy.events.js';
import type { PolicyState } from '../domain/policy/policy.state.js';
import type { VendorCommand } from '../domain/vendor/vendor.commands.js';
import { vendor } from '../domain/vendor/vendor.decide.js';
import type { VendorEvent } from '../domain/vendor/vendor.events.js';
import type { VendorState } from '../domain/vendor/vendor.state.js';

/** Vendors and policies need nothing but themselves. */
export const vendorAggregate: Aggregate<VendorState, VendorCommand, VendorEvent, unknown> = {
  decider: vendor,
  facts: async () => undefined,
};

export const policyAggregate: Aggregate<PolicyState, PolicyCommand, PolicyEvent, unknown> = {
  decider: policy,
  facts: async () => undefined,
};
