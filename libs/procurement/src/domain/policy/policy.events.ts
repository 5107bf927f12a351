import { businessDateSchema, moneySchema, personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { policyKeys } from './policy.defaults.js';

export const policyKeySchema = z.enum(policyKeys as readonly [string, ...string[]]);
export const policyValueSchema = z.union([moneySchema, z.string().min(1).max(16)]);

export const policyEvents = {
  /** Effective from its date until the date of a later setting. */
  PolicySet: {
    schemaVersion: 1,
    data: z.strictObject({
      key: policyKeySchema,
      from: businessDateSchema,
      value: policyValueSchema,
      reason: z.string(),
      by: personSchema,
    }),
  },
} as const;
export type PolicyEvent = EventOf<typeof policyEvents>;
export type PolicyValue = z.output<typeof policyValueSchema>;
