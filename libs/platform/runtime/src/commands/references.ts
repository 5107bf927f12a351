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

const events = {
  ReferenceAllocated: {
    schemaVersion: 1,
    data: z.strictObject({ number: z.int().min(1), forId: z.string().min(1) }),
  },
} as const satisfies EventSpecs;

type Allocated = DomainEvent<'ReferenceAllocated', { number: number; forId: string }>;
interface Allocate {
  readonly type: 'AllocateReference';
  readonly forId: string;
}

interface Counter {
  readonly last: number;
}

type Counters = Aggregate<Counter, Allocate, Allocated>;

/**
 * Numbers of the end of a counter that are read when it is not in memory. The last one says which
 * is next; the others, which document has one already. A document that was not written within so
 * many others, and is asked for again after a restart, gets a new number.
 */
const RECENT = 1_000;

const counters = new Map<string, Counters>();

/** The counters of a context's references: `<context>.Reference-<prefix>-<year>`. */
function countersOf(context: string): Counters {
  const known = counters.get(context);
  if (known) return known;
  const decider: Counters['decider'] & Pick<Foldable<Counter, Allocated>, 'tail'> = {
    tail: RECENT,
    category: `${context}.Reference`,
    events,
    initial: { last: 0 },
    decide: decideBy<Counter, Allocate, Allocated>({
      AllocateReference: ({ forId }, { last }) =>
        ok([{ type: 'ReferenceAllocated', data: { number: last + 1, forId } }]),
    }),
    evolve: (_, { data }) => ({ last: data.number }),
  };
  const made = aggregate(decider);
  counters.set(context, made);
  return made;
}

export interface ReferenceRequest {
  readonly context: string;
  /** `REQ`. */
  readonly prefix: string;
  readonly year: number;
  /** Id of the document: asking again for it gives the same number. */
  readonly forId: string;
}

/** `REQ-2026-0042`: the next of its prefix and year; always the same for the same document. */
export async function allocateReference(
  commands: CommandHandler,
  { context, prefix, year, forId }: ReferenceRequest,
): Promise<string> {
  const name = `${prefix}-${year}`;
  const commandId = derivedId('reference', context, name, forId);
  const result = await commands.execute(
    countersOf(context),
    name,
    { type: 'AllocateReference', forId },
    {
      commandId,
      requestHash: commandId,
      actor: { id: 'system:references', roles: ['system'] },
      correlationId: forId,
      causationId: forId,
    },
    { stateless: true },
  );
  // Nothing but contention refuses a number: to be tried again.
  if (!result.ok) throw new Rejected(result.error);
  const { number } = (result.value.events[0] as unknown as Allocated).data;
  return `${name}-${String(number).padStart(4, '0')}`;
}
