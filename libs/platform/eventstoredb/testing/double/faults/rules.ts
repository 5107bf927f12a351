import { z } from 'zod';

const MOST_MS = 600_000;
const ms = z.number().int().min(0).max(MOST_MS);
/** What the client gets instead of the answer: code 14, or nothing for as long as it waits. */
const loss = z.enum(['unavailable', 'none']);

const actionSchema = z.discriminatedUnion('kind', [
  /** Nothing is done. */
  z.strictObject({ kind: z.literal('loseRequest'), answer: loss }),
  /** It is done, appends are stored; for reads and subscriptions the same as the one above. */
  z.strictObject({ kind: z.literal('loseAnswer'), answer: loss }),
  /** Waits before doing it: an append is in flight meanwhile. */
  z.strictObject({ kind: z.literal('stall'), ms }),
  /** Waits after doing it. A subscription is confirmed, and its first event comes late. */
  z.strictObject({ kind: z.literal('late'), ms }),
  z.strictObject({ kind: z.literal('notReady') }),
  /** Ends a read or a subscription after so many events, as a server that goes away does. */
  z.strictObject({
    kind: z.literal('end'),
    code: z.union([z.literal(13), z.literal(14)]),
    afterEvents: z.number().int().min(0),
  }),
]);

/** `features`: the first call of each connection, which asks what the server supports. */
const operationSchema = z.enum(['append', 'read', 'subscription', 'features']);

/**
 * A bad day: what happens to calls of one kind, to the next `times` of them (by default the next
 * one), or to each by chance; then without end, unless `times` is given too.
 */
export const faultRuleSchema = z
  .strictObject({
    on: operationSchema,
    action: actionSchema,
    times: z.number().int().min(1).optional(),
    chance: z
      .strictObject({ probability: z.number().min(0).max(1), seed: z.number().int() })
      .optional(),
  })
  .refine(({ on, action }) => action.kind !== 'end' || on === 'read' || on === 'subscription', {
    message: 'only a read or a subscription can end after some events',
  });

export type FaultAction = z.infer<typeof actionSchema>;
export type FaultRule = z.infer<typeof faultRuleSchema>;
export type Operation = z.infer<typeof operationSchema>;
