import {
  defineErrors,
  derivedId,
  err,
  ok,
  type Decider,
  type EventOf,
  type IntegrationEvent,
} from '@tamani/kernel';
import { z } from 'zod';
import {
  aggregateReadModel,
  send,
  type Aggregate,
  type ContextDefinition,
  type ProcessDefinition,
} from '../src/index.js';

/** A context as small as can be: a till that takes money in and out, and a mirror of it. */
const events = {
  MoneyPutIn: {
    schemaVersion: 1,
    data: z.strictObject({ amount: z.int(), to: z.string().nullable() }),
  },
  MoneyTakenOut: { schemaVersion: 1, data: z.strictObject({ amount: z.int() }) },
} as const;
type TillEvent = EventOf<typeof events>;

export type TillCommand =
  | { readonly type: 'PutIn'; readonly amount: number; readonly mirrorTo?: string }
  | { readonly type: 'TakeOut'; readonly amount: number };

export interface TillState {
  readonly balance: number;
  readonly count: number;
}

const refuse = defineErrors({
  till_is_short: {
    status: 409,
    title: { fr: 'Caisse insuffisante', en: 'Till is short' },
    detail: { fr: 'Il manque {shortfall}.', en: '{shortfall} is missing.' },
  },
});

export const till: Decider<TillState, TillCommand, TillEvent, undefined> = {
  category: 'shop.Till',
  events,
  initial: { balance: 0, count: 0 },
  decide(command, state) {
    const { amount } = command;
    if (command.type === 'PutIn') {
      const to = command.mirrorTo ?? null;
      return ok([{ type: 'MoneyPutIn', data: { amount, to } }]);
    }
    if (amount > state.balance) {
      return err(refuse.till_is_short({ shortfall: amount - state.balance }));
    }
    return ok([{ type: 'MoneyTakenOut', data: { amount } }]);
  },
  evolve(state, event) {
    const sign = event.type === 'MoneyPutIn' ? 1 : -1;
    return { balance: state.balance + sign * event.data.amount, count: state.count + 1 };
  },
};

export const tillAggregate: Aggregate<TillState, TillCommand, TillEvent, undefined> = {
  decider: till,
  facts: async () => undefined,
};

export const tills = aggregateReadModel({
  name: 'tills',
  version: 1,
  context: 'shop',
  decider: till,
  fields: { id: 'text', balance: 'integer' },
  indexes: [['balance']],
  document: (state, { id }) => ({ id, balance: state.balance, count: state.count }),
});

/** What the process does when it is made to fail; by key. */
export const faults = new Map<string, () => void>();

interface Mirrored {
  readonly inputs: number;
}

/** Puts what came into one till into another, too: `to` of the event. */
const mirror: ProcessDefinition<Mirrored> = {
  name: 'mirror',
  context: 'shop',
  topics: ['shop.events.v1'],
  key: (input) => mirrorOf(input) ?? undefined,
  initial: { inputs: 0 },
  events: {},
  evolve: (state) => ({ inputs: state.inputs + 1 }),
  react(_, input) {
    const to = mirrorOf(input) ?? '';
    if (input.type.startsWith('timer:')) {
      return { commands: [send(till, to, { type: 'PutIn', amount: 1_000 })] };
    }
    faults.get(to)?.();
    const { amount } = input.data as { amount: number };
    const commands = [send(till, to, { type: 'PutIn', amount })];
    const timers = amount === 777 ? [{ name: 'late', afterMs: 60_000, data: {} }] : [];
    return { commands, timers };
  },
};

const mirrorOf = (input: IntegrationEvent): string | null =>
  input.type.startsWith('timer:') ? input.key : (input.data as { to: string | null }).to;

export const shop: ContextDefinition = {
  name: 'shop',
  aggregates: [tillAggregate],
  readModels: [tills],
  processes: [mirror],
  translate: ({ type, data, stream }) =>
    type === 'MoneyPutIn' ? [{ type: 'shop.MoneyPutIn.v1', key: stream, data }] : [],
};

export const contextOf = (commandId: string, requestHash = 'h') => ({
  commandId: derivedId(commandId),
  requestHash,
  actor: { id: 'tester', roles: ['tester'] },
  correlationId: commandId,
  causationId: commandId,
});
