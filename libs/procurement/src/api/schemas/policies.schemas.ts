import { businessDateSchema, fieldCode, moneyFromZeroSchema } from '@tamani/kernel';
import { reasonText } from '@tamani/nest';
import { z } from 'zod';
import { policyKeyField } from '../../read-models/resources/policy.resource.js';

export const policyBody = z
  .strictObject({
    key: policyKeyField,
    from: businessDateSchema.meta({ description: 'The date from which it is effective' }),
    value: z
      .union(
        [
          moneyFromZeroSchema,
          z
            .string()
            .max(16)
            .regex(/^\d+(\.\d+)?$/),
        ],
        {
          error: fieldCode('policy_value_shape'),
        },
      )
      .meta({
        description: 'An amount, or a number as text, depending on the key',
        examples: ['90'],
      }),
    reason: reasonText,
  })
  .meta({ id: 'NewPolicySetting' });
