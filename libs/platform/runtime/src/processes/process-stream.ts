import {
  derivedId,
  eventId,
  instantAfter,
  type DomainEvent,
  type EventMeta,
  type EventSpecs,
  type Recorded,
} from '@tamani/kernel';
import type { NewEvent } from '@tamani/ports';
import { processCategory } from '../context-codec.js';
import type { AnyProcess, ProcessInput, Reaction } from '../definitions.js';
import { encodeChecked } from '../event-codec.js';
import { processEvents, type RequestedCommand } from './process-events.js';

/** A process instance folded from its stream. */
export interface Instance {
  readonly state: unknown;
  readonly revision: bigint;
  /** Inputs handled, each with the commands it led to. */
  readonly handled: Map<string, readonly RequestedCommand[]>;
  /** Commands that ended without a trace in their aggregate, and timers that are done. */
  readonly settled: Set<string>;
}

export const emptyInstance = (process: AnyProcess): Instance => ({
  state: process.initial,
  revision: -1n,
  handled: new Map(),
  settled: new Set(),
});

/** The specs of every event in the streams of a process. */
export const specsOf = (process: AnyProcess): EventSpecs => ({
  ...process.events,
  ...processEvents,
});

export const streamOfInstance = (process: AnyProcess, key: string): string =>
  `${processCategory(process.context, process.name)}-${key}`;

/** The instance after one more event of its stream. */
export function foldInstance(
  process: AnyProcess,
  instance: Instance,
  event: Pick<Recorded, 'type' | 'data' | 'revision'>,
): Instance {
  const { handled, settled } = instance;
  const next = { ...instance, revision: event.revision };
  if (event.type === 'ProcessInputHandled') {
    const { input } = event.data as { input: ProcessInput };
    if (!handled.has(input.id)) handled.set(input.id, []);
    return { ...next, state: process.evolve(instance.state, input) };
  }
  if (event.type === 'ProcessCommandRequested') {
    const command = event.data as RequestedCommand;
    handled.set(command.inputId, [...(handled.get(command.inputId) ?? []), command]);
    return next;
  }
  if (Object.hasOwn(processEvents, event.type)) {
    const { commandId, timerId } = event.data as { commandId?: string; timerId?: string };
    const over = event.type === 'ProcessTimerDone' ? timerId : commandId;
    if (over !== undefined && event.type !== 'ProcessTimerSet') settled.add(over);
    return next;
  }
  return { ...next, state: process.evolve(instance.state, event) };
}

/** What one input adds to the stream: itself, own events, commands, timers; one append. */
export function eventsOf(
  process: AnyProcess,
  input: ProcessInput,
  { reaction, now }: { readonly reaction: Reaction; readonly now: string },
): readonly DomainEvent[] {
  const inputId = input.id;
  const commands = (reaction.commands ?? []).map(({ category, id, command }, index) => {
    const commandId = derivedId(inputId, process.context, process.name, String(index));
    return requested({ inputId, commandId, category, id, command });
  });
  const timers = (reaction.timers ?? []).map(({ name, afterMs, data }, index) => ({
    type: 'ProcessTimerSet',
    data: {
      timerId: derivedId(inputId, process.context, process.name, 'timer', String(index)),
      name,
      dueAt: instantAfter(now, afterMs),
      data,
      correlationId: input.correlationId,
    },
  }));
  return [
    { type: 'ProcessInputHandled', data: { input } },
    ...(reaction.events ?? []),
    ...commands,
    ...timers,
  ];
}

const requested = (data: RequestedCommand): DomainEvent => ({
  type: 'ProcessCommandRequested',
  data,
});

/** Encodes for an append; ids are derived of the input, so that a retry has the same. */
export function encodeAll(
  process: AnyProcess,
  events: readonly DomainEvent[],
  of: { readonly input: ProcessInput; readonly seed: string; readonly now: string },
): readonly NewEvent[] {
  const { input, now } = of;
  const commandId = derivedId(of.seed, process.context, process.name);
  const meta: Omit<EventMeta, 'schemaVersion' | 'effectiveAt'> = {
    actor: processActor(process),
    commandId,
    requestHash: commandId,
    correlationId: input.correlationId,
    causationId: input.id,
    recordedAt: now,
  };
  const specs = specsOf(process);
  return events.map(
    (event, index) => encodeChecked(specs, event, { id: eventId(commandId, index), meta }).stored,
  );
}

export const processActor = ({ context, name }: AnyProcess) => ({
  id: `process:${context}.${name}`,
  roles: ['process'],
});
