import { z } from 'zod';
import type { EventSpecs } from '@tamani/kernel';

const json = z.record(z.string(), z.unknown());

/** An integration event or a due timer, whole, as the process has handled it. */
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

/** The runtime's own events in the stream of a process instance, beside the process's. */
export const processEvents = {
  /** One append holds this, the process's own events, its commands and its timers. */
  ProcessInputHandled: { schemaVersion: 1, data: z.strictObject({ input: inputSchema }) },
  ProcessCommandRequested: {
    schemaVersion: 1,
    data: z.strictObject({
      inputId: z.string(),
      commandId: z.string(),
      category: z.string(),
      id: z.string(),
      command: json,
    }),
  },
  ProcessTimerSet: {
    schemaVersion: 1,
    data: z.strictObject({
      timerId: z.string(),
      name: z.string(),
      dueAt: z.string(),
      data: json,
      correlationId: z.string(),
    }),
  },
  /** A rule refused a command of the process: final, for the audit; nothing is tried again. */
  ProcessCommandRefused: {
    schemaVersion: 1,
    data: z.strictObject({
      commandId: z.string(),
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  },
  /**
   * A command was carried out and changed nothing. It left no trace in its aggregate's stream:
   * this one keeps a message that comes again from having it decided on another state.
   */
  ProcessCommandHadNoEffect: {
    schemaVersion: 1,
    data: z.strictObject({ commandId: z.string() }),
  },
  /** A timer was called, and its commands are sent: after this it is never called again. */
  ProcessTimerDone: { schemaVersion: 1, data: z.strictObject({ timerId: z.string() }) },
} as const satisfies EventSpecs;

export interface RequestedCommand {
  readonly inputId: string;
  readonly commandId: string;
  readonly category: string;
  readonly id: string;
  readonly command: { readonly type: string };
}
