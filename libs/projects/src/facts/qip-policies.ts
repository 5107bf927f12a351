import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { qipPolicySchema, type QipPolicy } from '../domain/project/qip-policy.js';

const file = new URL('../../data/qip-policies.json', import.meta.url);

/** Every policy on quick impact projects with the day it holds from, read once. */
export const qipPolicies: readonly QipPolicy[] = z
  .array(qipPolicySchema)
  .min(1)
  .parse(JSON.parse(readFileSync(file, 'utf8')));
