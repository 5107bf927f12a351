import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { policyValueSchema } from '../../domain/policy/policy.events.js';
import { policyDefaults, policyKeys, type PolicyKey } from '../../domain/policy/policy.defaults.js';
import type { PolicyState } from '../../domain/policy/policy.state.js';
import { dateField } from './parts.js';

export const policyKeyField = z
  .enum(policyKeys as readonly [PolicyKey, ...PolicyKey[]])
  .meta({ id: 'PolicyKey' });

export const policySchema = resourceSchema('Policy', {
  key: policyKeyField,
  settings: z.array(z.object({ from: dateField, value: policyValueSchema, reason: z.string() })),
  default: policyValueSchema.meta({ description: 'The default before the first setting' }),
});

/** A policy as returned by the API: settings in the order in which they were made. */
export const renderPolicy = (state: PolicyState) => ({
  key: state.key,
  settings: state.settings,
  default: policyDefaults[state.key as PolicyKey],
});
