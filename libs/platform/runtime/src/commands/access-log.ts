import {
  decideBy,
  derivedId,
  ok,
  Rejected,
  type DomainEvent,
  type EventSpecs,
} from '@tamani/kernel';
import { z } from 'zod';
import { aggregate, type Aggregate, type Foldable } from '../definitions.js';
import type { CommandHandler } from './command-handler.js';

const text = z.string().max(150);
const rowSchema = z.strictObject({
  /** `read`, or the code of the refusal: `role_required`. */
  what: text,
  /** Null: nobody knows who it was. */
  actor: text.nullable(),
  /** What was asked for; empty where it does not matter. */
  target: text,
  count: z.int().min(1),
  firstAt: z.string(),
  lastAt: z.string(),
});
const events = {
  AccessNoted: {
    schemaVersion: 1,
    data: z.strictObject({ rows: z.array(rowSchema), others: z.int().min(0) }),
  },
} as const satisfies EventSpecs;

/** How often somebody was refused, or read, in a time. */
export type AccessRow = z.output<typeof rowSchema>;

/** What is noted together, of one process. */
export interface AccessNote {
  readonly rows: readonly AccessRow[];
  /** Accesses beyond the rows that a note has room for. */
  readonly others: number;
}

interface NoteAccess extends AccessNote {
  readonly type: 'NoteAccess';
}
type Noted = DomainEvent<'AccessNoted', AccessNote>;
type AccessLogs = Aggregate<null, NoteAccess, Noted>;

const logs = new Map<string, AccessLogs>();

/** The notes of the services of a context: `<context>.Access-<day>`. */
function logsOf(context: string): AccessLogs {
  const known = logs.get(context);
  if (known) return known;
  const decider: AccessLogs['decider'] & Pick<Foldable<null, Noted>, 'tail'> = {
    category: `${context}.Access`,
    events,
    initial: null,
    tail: 1,
    decide: decideBy<null, NoteAccess, Noted>({
      NoteAccess: ({ rows, others }) => ok([{ type: 'AccessNoted', data: { rows, others } }]),
    }),
    evolve: () => null,
  };
  const made = aggregate(decider);
  logs.set(context, made);
  return made;
}

/** Writes a note into the log of a context. Throws when the store is not there. */
export async function noteAccess(
  commands: CommandHandler,
  note: AccessNote,
  at: { readonly context: string; readonly day: string; readonly id: string },
): Promise<void> {
  const { context, day, id } = at;
  const commandId = derivedId('access', context, id);
  const actor = { id: 'system:access', roles: ['system'] };
  const by = { commandId, actor, requestHash: commandId, correlationId: id, causationId: id };
  const command = { type: 'NoteAccess', ...note } as const;
  const noted = await commands.execute(logsOf(context), day, command, by, { stateless: true });
  if (!noted.ok) throw new Rejected(noted.error);
}
