import { businessDateSchema, moneySchema } from '@tamani/kernel';
import { z } from 'zod';
import { policyKeys, type PolicyKey } from '../../domain/policy/policy.defaults.js';
import { text } from './parts.schemas.js';

export const policyBody = z.strictObject({
  key: z.enum(policyKeys as readonly [PolicyKey, ...PolicyKey[]]),
  from: businessDateSchema.meta({ description: 'The day from which it holds' }),
  value: z.union([moneySchema, z.string().min(1).max(16)], { error: 'policy_value_shape' }),
  reason: text(2000),
});
export type PolicyBody = z.output<typeof policyBody>;
