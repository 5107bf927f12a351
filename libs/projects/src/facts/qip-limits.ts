import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { qipLimitsSchema, type QipLimits } from '../domain/project/qip-limits.js';

const file = new URL('../../data/qip-limits.json', import.meta.url);

/** The limits of quick impact projects with the dates from which they hold, read once. */
export const qipLimitsHistory: readonly QipLimits[] = z
  .array(qipLimitsSchema)
  .min(1)
  .parse(JSON.parse(readFileSync(file, 'utf8')));
