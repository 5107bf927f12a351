import {
  decideBy,
  derivedId,
  evolveBy,
  ok,
  type Decider,
  type EventOf,
  type EventSpecs,
} from '@tamani/kernel';
import { z } from 'zod';
import type { BusMessage } from '@tamani/ports';
import type { CommandHandler } from '../commands/command-handler.js';
import { aggregate, type Aggregate } from '../definitions.js';
import type { RuntimePorts } from '../runtime-ports.js';
import { TryAgain } from './try-again.js';

const id = z.string();
const events = {
  /** With the beginning of the message's text; what follows is in the next events. */
  MessageParked: {
    schemaVersion: 1,
    data: z.strictObject({
      id,
      key: z.string(),
      type: z.string(),
      text: z.string(),
      reason: z.string(),
      /** A rule refused a command of it: books and documents have parted. */
      refused: z.boolean(),
      parkedAt: z.string(),
    }),
  },
  MessageContinued: { schemaVersion: 1, data: z.strictObject({ id, text: z.string() }) },
  MessageReplayed: { schemaVersion: 1, data: z.strictObject({ id }) },
  MessageDropped: {
    schemaVersion: 1,
    data: z.strictObject({ id, by: z.string(), reason: z.string() }),
  },
} as const satisfies EventSpecs;
type ParkingEvent = EventOf<typeof events>;

/**
 * A message that could not be handled, or that follows one of the same key. `text` is what came
 * from the bus, whatever is wrong with it.
 */
export type ParkedMessage = z.output<(typeof events)['MessageParked']['data']>;

/** What is parked of a message of the bus. */
export type Parkable = Pick<BusMessage, 'id' | 'type' | 'data'>;

/** Why a message is parked. */
export type Why = Pick<ParkedMessage, 'reason' | 'refused'>;

/** The last part of the category of parked messages: `budgets.Parked`, a stream per group. */
export const PARKED = 'Parked';

/** Parts of a text: each fits into an event, also where every character is escaped. */
const PARTS = /[^]{1,5000}/g;
const MOST_REASON = 1_000;

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

function parkedInParts(message: ParkedMessage): readonly ParkingEvent[] {
  const { id: of } = message;
  const [first = '', ...rest] = message.text.match(PARTS) ?? [];
  const continued = rest.map((text): ParkingEvent => {
    return { type: 'MessageContinued', data: { id: of, text } };
  });
  return [{ type: 'MessageParked', data: { ...message, text: first } }, ...continued];
}

type ParkingDecider = Decider<ParkingState, ParkingCommand, ParkingEvent>;

const parkingRules: Omit<ParkingDecider, 'category'> = {
  events,
  initial: { messages: [], dropped: [] },
  decide: decideBy<ParkingState, ParkingCommand, ParkingEvent>({
    Park: ({ message }, state) => ok(has(state, message.id) ? [] : parkedInParts(message)),
    ParkBehind: ({ message }, state) =>
      ok(has(state, message.id) || !holds(state, message.key) ? [] : parkedInParts(message)),
    Replayed: ({ id: messageId }, state) =>
      ok(has(state, messageId) ? [{ type: 'MessageReplayed', data: { id: messageId } }] : []),
    Drop: ({ type: _, ...data }, state) =>
      ok(has(state, data.id) ? [{ type: 'MessageDropped', data }] : []),
  }),
  evolve: evolveBy<ParkingState, ParkingEvent>({
    MessageParked: (state, message) => ({ ...state, messages: [...state.messages, message] }),
    MessageContinued: (state, { id: of, text }) => ({
      ...state,
      messages: state.messages.map((one) =>
        one.id === of ? { ...one, text: one.text + text } : one,
      ),
    }),
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
    this.aggregate = aggregate({ ...parkingRules, category: `${context}.${PARKED}` });
  }

  async list(): Promise<readonly ParkedMessage[]> {
    return (await this.state()).messages;
  }

  /**
   * The first of these keys that has parked messages; whether this message is an operator's: it is
   * parked itself, or was given up.
   */
  async look(
    keys: readonly string[],
    messageId: string,
  ): Promise<{ held: string | undefined; isKnown: boolean }> {
    const state = await this.state();
    const held = keys.find((key) => holds(state, key));
    return { held, isKnown: has(state, messageId) || state.dropped.includes(messageId) };
  }

  /** The parked messages of a key, in the order in which they were parked. */
  async of(key: string): Promise<readonly ParkedMessage[]> {
    return (await this.list()).filter((message) => message.key === key);
  }

  async park(key: string, message: Parkable, why: Why): Promise<void> {
    await this.change({ type: 'Park', message: this.parked(key, message, why) }, message.id);
  }

  /**
   * Parks a message behind those of its key. False when none is parked any more: another replica
   * has replayed the last of them meanwhile, and the message is to be handled.
   */
  async parkBehind(key: string, follower: Parkable): Promise<boolean> {
    const why = { reason: 'follows a parked message', refused: false };
    const message = this.parked(key, follower, why);
    return has(await this.change({ type: 'ParkBehind', message }, follower.id), follower.id);
  }

  /** Call after a successful replay. */
  async replayed(messageId: string): Promise<void> {
    await this.change({ type: 'Replayed', id: messageId }, messageId);
  }

  async drop(messageId: string, by: string, reason: string): Promise<void> {
    await this.change({ type: 'Drop', id: messageId, by, reason }, messageId);
  }

  private parked(key: string, { id: of, type, data }: Parkable, why: Why): ParkedMessage {
    const { refused } = why;
    const reason = why.reason.slice(0, MOST_REASON);
    return { id: of, key, type, text: data, reason, refused, parkedAt: this.ports.clock.now() };
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
