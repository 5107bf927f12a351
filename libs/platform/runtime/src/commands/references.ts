import {
  derivedId,
  invariant,
  ok,
  type Decider,
  type DomainEvent,
  type EventSpecs,
} from '@tamani/kernel';
import { z } from 'zod';
import type { Aggregate } from '../definitions.js';
import type { CommandHandler } from './command-handler.js';

const events = {
  ReferenceAllocated: {
    schemaVersion: 1,
    data: z.strictObject({ number: z.int().min(1), forId: z.string().min(1) }),
  },
} as const satisfies EventSpecs;

type Allocated = DomainEvent<'ReferenceAllocated', { number: number; forId: string }>;
interface Allocate {
  readonly forId: string;
}

interface Counter {
  readonly last: number;
}

const counters = new Map<string, Aggregate<Counter, Allocate, Allocated, undefined>>();

/** The counters of a context's references: `<context>.Reference-<prefix>-<year>`. */
function counterOf(context: string): Aggregate<Counter, Allocate, Allocated, undefined> {
  const known = counters.get(context);
  if (known) return known;
  const decider: Decider<Counter, Allocate, Allocated, undefined> = {
    category: `${context}.Reference`,
    events,
    initial: { last: 0 },
    decide: ({ forId }, { last }) =>
      ok([{ type: 'ReferenceAllocated', data: { number: last + 1, forId } }]),
    evolve: (_, { data }) => ({ last: data.number }),
  };
  const counter = { decider, facts: async () => undefined };
  counters.set(context, counter);
  return counter;
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
    counterOf(context),
    name,
    { forId },
    {
      commandId,
      requestHash: commandId,
      actor: { id: 'system:references', roles: ['system'] },
      correlationId: forId,
      causationId: forId,
    },
    { stateless: true },
  );
  invariant(result.ok, `no reference ${name}`);
  const { number } = (result.value.events[0] as unknown as Allocated).data;
  return `${name}-${String(number).padStart(4, '0')}`;
}
