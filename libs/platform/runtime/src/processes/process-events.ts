import { z } from 'zod';
import type { EventSpecs } from '@tamani/kernel';

/** A message, whole, as the process has handled it. */
const inputSchema = z.object({
  id: z.string(),
  type: z.string(),
  key: z.string(),
  data: z.unknown(),
  recordedAt: z.string(),
  effectiveAt: z.string().optional(),
  actor: z.object({
    id: z.string(),
    roles: z.array(z.string()),
    onBehalfOf: z.string().optional(),
  }),
  correlationId: z.string(),
  causationId: z.string(),
  position: z.string(),
});

const commandSchema = z.strictObject({
  category: z.string(),
  id: z.string(),
  command: z.record(z.string(), z.unknown()),
});

/** The runtime's own event in the stream of a process instance, before the process's. */
export const processEvents = {
  /**
   * One append holds this and the process's own events. The commands are sent from here: newer
   * code does not derive others for an input of before.
   */
  ProcessInputHandled: {
    schemaVersion: 1,
    data: z.strictObject({ input: inputSchema, commands: z.array(commandSchema) }),
  },
} as const satisfies EventSpecs;
