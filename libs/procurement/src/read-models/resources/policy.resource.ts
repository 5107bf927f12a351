import { z } from 'zod';
import { policyKeySchema, policyValueSchema } from '../../domain/policy/policy.events.js';
import { policyDefaults, type PolicyKey } from '../../domain/policy/policy.defaults.js';
import type { PolicyState } from '../../domain/policy/policy.state.js';
import { dateField, idField, type At } from './parts.js';

export const policySchema = z
  .object({
    id: idField,
    key: policyKeySchema,
    settings: z.array(z.object({ from: dateField, value: policyValueSchema, reason: z.string() })),
    default: policyValueSchema.meta({ description: 'What holds before the first setting' }),
  })
  .meta({ id: 'Policy' });

/** A policy as the API answers it: its settings in the order in which they were made. */
export const renderPolicy = (state: PolicyState, { id }: Pick<At, 'id'>) => ({
  id,
  key: state.key,
  settings: state.settings,
  default: policyDefaults[state.key as PolicyKey],
});
