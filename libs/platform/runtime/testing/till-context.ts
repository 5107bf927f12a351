import {
  decideBy,
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
const mirrorAs = z.enum(['PutIn', 'TakeOut', 'Empty']);
const events = {
  MoneyPutIn: {
    schemaVersion: 1,
    data: z.strictObject({ amount: z.int(), to: z.string().nullable(), as: mirrorAs }),
  },
  MoneyTakenOut: { schemaVersion: 1, data: z.strictObject({ amount: z.int() }) },
  TillLabelled: { schemaVersion: 1, data: z.strictObject({ text: z.string() }) },
} as const;
type TillEvent = EventOf<typeof events>;

export type TillCommand =
  | {
      readonly type: 'PutIn';
      readonly amount: number;
      readonly mirrorTo?: string;
      readonly as?: z.output<typeof mirrorAs>;
    }
  | { readonly type: 'TakeOut'; readonly amount: number }
  | { readonly type: 'Empty' }
  | { readonly type: 'Label'; readonly texts: readonly string[]; readonly on?: string }
  | { readonly type: 'Match'; readonly other: string };

export interface TillState {
  readonly balance: number;
  readonly count: number;
  readonly label: string;
}

/** The balance of the till that `Match` names. */
export interface TillFacts {
  readonly other: number;
}

const refuse = defineErrors(
  { till_is_short: 409 },
  { till_is_short: { title: 'Till is short', detail: '{shortfall} is missing.' } },
);

export const till: Decider<TillState, TillCommand, TillEvent, TillFacts> = {
  category: 'shop.Till',
  events,
  initial: { balance: 0, count: 0, label: '' },
  decide: decideBy<TillState, TillCommand, TillEvent, TillFacts>({
    PutIn: ({ amount, mirrorTo: to = null, as = 'PutIn' }) =>
      ok([{ type: 'MoneyPutIn', data: { amount, to, as } }]),
    TakeOut({ amount }, { balance }) {
      if (amount <= balance) return ok([{ type: 'MoneyTakenOut', data: { amount } }]);
      return err(refuse.till_is_short({ shortfall: amount - balance }));
    },
    Empty: (_, { balance }) =>
      ok(balance === 0 ? [] : [{ type: 'MoneyTakenOut', data: { amount: balance } }]),
    Label: ({ texts, on }) =>
      ok(texts.map((text) => ({ type: 'TillLabelled', data: { text }, effectiveAt: on }))),
    Match: (_, { balance }, { other }) =>
      ok([{ type: 'MoneyPutIn', data: { amount: other - balance, to: null, as: 'PutIn' } }]),
  }),
  evolve(state, event) {
    const count = state.count + 1;
    if (event.type === 'TillLabelled') return { ...state, count, label: event.data.text };
    const sign = event.type === 'MoneyPutIn' ? 1 : -1;
    return { ...state, balance: state.balance + sign * event.data.amount, count };
  },
};

export const tillAggregate: Aggregate<TillState, TillCommand, TillEvent, TillFacts> = {
  decider: till,
  async facts(command, _, read) {
    if (command.type !== 'Match') return { other: 0 };
    return { other: (await read.state(till, command.other))?.balance ?? 0 };
  },
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
      faults.get(`timer ${to}`)?.();
      return { commands: [send(till, to, { type: 'PutIn', amount: 1_000 })] };
    }
    faults.get(to)?.();
    const { amount, as } = input.data as { amount: number; as: 'PutIn' | 'TakeOut' | 'Empty' };
    const command: TillCommand = as === 'Empty' ? { type: as } : { type: as, amount };
    const commands = [send(till, to, command)];
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
