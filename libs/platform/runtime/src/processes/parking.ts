import {
  decideBy,
  derivedId,
  evolveBy,
  ok,
  type Decider,
  type EventOf,
  type EventSpecs,
  type IntegrationEvent,
} from '@tamani/kernel';
import { z } from 'zod';
import type { CommandHandler } from '../commands/command-handler.js';
import { aggregate, type Aggregate } from '../definitions.js';
import type { RuntimePorts } from '../runtime-ports.js';
import { TryAgain } from './try-again.js';

const id = z.string().min(1);
const events = {
  MessageParked: {
    schemaVersion: 1,
    data: z.strictObject({
      id,
      key: z.string(),
      input: z.custom<IntegrationEvent>((value) => typeof value === 'object'),
      reason: z.string(),
      parkedAt: z.string(),
    }),
  },
  MessageReplayed: { schemaVersion: 1, data: z.strictObject({ id }) },
  MessageDropped: {
    schemaVersion: 1,
    data: z.strictObject({ id, by: z.string(), reason: z.string() }),
  },
} as const satisfies EventSpecs;
type ParkingEvent = EventOf<typeof events>;

/** A message that could not be handled, or that follows one of the same key. */
export type ParkedMessage = z.output<(typeof events)['MessageParked']['data']>;

type ParkingCommand =
  | { readonly type: 'Park'; readonly message: ParkedMessage }
  /** Parks only while others of its key are parked. */
  | { readonly type: 'ParkBehind'; readonly message: ParkedMessage }
  | { readonly type: 'Replayed'; readonly id: string }
  | { readonly type: 'Drop'; readonly id: string; readonly by: string; readonly reason: string };

interface ParkingState {
  /** In the order in which they were parked. */
  readonly messages: readonly ParkedMessage[];
  /** Ids dropped by an operator: they are not handled if redelivered. */
  readonly dropped: readonly string[];
}

const has = ({ messages }: ParkingState, messageId: string): boolean =>
  messages.some((message) => message.id === messageId);
const holds = ({ messages }: ParkingState, key: string): boolean =>
  messages.some((message) => message.key === key);
const without = ({ messages }: ParkingState, messageId: string) =>
  messages.filter((message) => message.id !== messageId);

type ParkingDecider = Decider<ParkingState, ParkingCommand, ParkingEvent>;

const parkingRules: Omit<ParkingDecider, 'category'> = {
  events,
  initial: { messages: [], dropped: [] },
  decide: decideBy<ParkingState, ParkingCommand, ParkingEvent>({
    Park: ({ message }, state) =>
      ok(has(state, message.id) ? [] : [{ type: 'MessageParked', data: message }]),
    ParkBehind({ message }, state) {
      if (has(state, message.id) || !holds(state, message.key)) return ok([]);
      return ok([{ type: 'MessageParked', data: message }]);
    },
    Replayed: ({ id: messageId }, state) =>
      ok(has(state, messageId) ? [{ type: 'MessageReplayed', data: { id: messageId } }] : []),
    Drop: ({ type: _, ...data }, state) =>
      ok(has(state, data.id) ? [{ type: 'MessageDropped', data }] : []),
  }),
  evolve: evolveBy<ParkingState, ParkingEvent>({
    MessageParked: (state, message) => ({ ...state, messages: [...state.messages, message] }),
    MessageReplayed: (state, { id: done }) => ({ ...state, messages: without(state, done) }),
    MessageDropped: ({ dropped, ...state }, { id: given }) => ({
      messages: without({ ...state, dropped }, given),
      dropped: [...dropped, given],
    }),
  }),
};

/**
 * Parked messages of one consumer group, in order, in a stream of their own: they survive a
 * restart, and who dropped one is on record.
 */
export class Parking {
  private readonly aggregate: Aggregate<ParkingState, ParkingCommand, ParkingEvent>;
  /** The stream's id: the name of the process. */
  private readonly name: string;

  constructor(
    private readonly commands: CommandHandler,
    private readonly ports: Pick<RuntimePorts, 'clock'>,
    private readonly group: string,
  ) {
    const [context, name = ''] = group.split('.');
    this.name = name;
    this.aggregate = aggregate({ ...parkingRules, category: `${context}.Parked` });
  }

  async list(): Promise<readonly ParkedMessage[]> {
    return (await this.state()).messages;
  }

  /** Whether a key has parked messages, and whether an operator gave the message up. */
  async look(key: string, messageId: string): Promise<{ held: boolean; dropped: boolean }> {
    const state = await this.state();
    return { held: holds(state, key), dropped: state.dropped.includes(messageId) };
  }

  /** The oldest parked message of a key; its order is kept when they are replayed. */
  async oldest(key: string): Promise<ParkedMessage | undefined> {
    return (await this.list()).find((message) => message.key === key);
  }

  async park(key: string, input: IntegrationEvent, reason: string): Promise<void> {
    await this.change({ type: 'Park', message: this.parked(key, input, reason) }, input.id);
  }

  /**
   * Parks a message behind those of its key. False when none is parked any more: another replica
   * has replayed the last of them meanwhile, and the message is to be handled.
   */
  async parkBehind(key: string, input: IntegrationEvent): Promise<boolean> {
    const message = this.parked(key, input, 'follows a parked message');
    return has(await this.change({ type: 'ParkBehind', message }, input.id), input.id);
  }

  /** Call after a successful replay. */
  async replayed(messageId: string): Promise<void> {
    await this.change({ type: 'Replayed', id: messageId }, messageId);
  }

  async drop(messageId: string, by: string, reason: string): Promise<void> {
    await this.change({ type: 'Drop', id: messageId, by, reason }, messageId);
  }

  private parked(key: string, input: IntegrationEvent, reason: string): ParkedMessage {
    return { id: input.id, key, input, reason, parkedAt: this.ports.clock.now() };
  }

  private async state(): Promise<ParkingState> {
    const { decider } = this.aggregate;
    return (await this.commands.load(decider, this.name))?.state ?? decider.initial;
  }

  /** A message may be parked, replayed and parked again: the revision makes each its own. */
  private async change(command: ParkingCommand, messageId: string): Promise<ParkingState> {
    const { decider } = this.aggregate;
    const revision = (await this.commands.load(decider, this.name))?.revision ?? -1n;
    const { type } = command;
    const commandId = derivedId('parking', this.group, type, messageId, String(revision));
    const context = {
      commandId,
      requestHash: commandId,
      actor: { id: `process:${this.group}`, roles: ['process'] },
      correlationId: messageId,
      causationId: messageId,
    };
    const result = await this.commands.execute(this.aggregate, this.name, command, context);
    if (!result.ok) throw new TryAgain(result.error.code);
    return result.value.state;
  }
}
