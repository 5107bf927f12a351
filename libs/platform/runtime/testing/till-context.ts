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
import type { JsonObject } from '@tamani/ports';
import { z } from 'zod';
import {
  aggregate,
  reaction,
  send,
  type ContextDefinition,
  type ProcessDefinition,
  type ReadModel,
} from '../src/index.js';

/** A minimal context: a till that takes money in and out, and a mirror of it. */
const mirrorAs = z.enum(['PutIn', 'TakeOut', 'Empty']);
const events = {
  MoneyPutIn: {
    schemaVersion: 1,
    data: z.strictObject({ amount: z.int(), to: z.string().nullable(), as: mirrorAs }),
  },
  MoneyTakenOut: { schemaVersion: 1, data: z.strictObject({ amount: z.int() }) },
  /** An ask: what another till hands over, or refuses. */
  MoneyAskedFor: { schemaVersion: 1, data: z.strictObject({ from: z.string(), amount: z.int() }) },
  MoneyHandedOver: { schemaVersion: 1, data: z.strictObject({ to: z.string(), amount: z.int() }) },
  MoneyNotHandedOver: {
    schemaVersion: 1,
    data: z.strictObject({ to: z.string(), code: z.string() }),
  },
  MoneyReceived: { schemaVersion: 1, data: z.strictObject({ amount: z.int() }) },
  MoneyRefused: { schemaVersion: 1, data: z.strictObject({ code: z.string() }) },
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
  | { readonly type: 'Match'; readonly other: string }
  | { readonly type: 'AskFor'; readonly from: string; readonly amount: number }
  | { readonly type: 'HandOver'; readonly to: string; readonly amount: number }
  | { readonly type: 'Receive'; readonly amount: number }
  | { readonly type: 'GoWithout'; readonly code: string };

export interface TillState {
  readonly balance: number;
  readonly count: number;
  readonly label: string;
  /** It has asked another till, which has not answered. */
  readonly isWaiting: boolean;
}

export interface TillFacts {
  /** The balance of the till that it names; null when there is no such till. */
  readonly Match: { readonly other: number | null };
}

const refuse = defineErrors(
  { till_is_short: 409 },
  { till_is_short: { title: 'Till is short', detail: '{shortfall} is missing.' } },
);

export const till: Decider<TillState, TillCommand, TillEvent, TillFacts> = {
  category: 'shop.Till',
  events,
  initial: { balance: 0, count: 0, label: '', isWaiting: false },
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
    AskFor: ({ from, amount }) => ok([{ type: 'MoneyAskedFor', data: { from, amount } }]),
    HandOver({ to, amount }, { balance }) {
      if (amount <= balance) return ok([{ type: 'MoneyHandedOver', data: { to, amount } }]);
      return ok([{ type: 'MoneyNotHandedOver', data: { to, code: 'till_is_short' } }]);
    },
    Receive: ({ amount }, { isWaiting }) =>
      ok(isWaiting ? [{ type: 'MoneyReceived', data: { amount } }] : []),
    GoWithout: ({ code }, { isWaiting }) =>
      ok(isWaiting ? [{ type: 'MoneyRefused', data: { code } }] : []),
    Match: (_, { balance }, { other }) =>
      ok([{ type: 'MoneyPutIn', data: { amount: (other ?? 0) - balance, to: null, as: 'PutIn' } }]),
  }),
  evolve(state, event) {
    const count = state.count + 1;
    const moved = (by: number) => ({ ...state, balance: state.balance + by, count });
    switch (event.type) {
      case 'TillLabelled':
        return { ...state, count, label: event.data.text };
      case 'MoneyAskedFor':
        return { ...state, count, isWaiting: true };
      case 'MoneyNotHandedOver':
        return { ...state, count };
      case 'MoneyRefused':
        return { ...state, count, isWaiting: false };
      case 'MoneyReceived':
        return { ...moved(event.data.amount), isWaiting: false };
      case 'MoneyPutIn':
        return moved(event.data.amount);
      default:
        return moved(-event.data.amount);
    }
  },
};

export const tillAggregate = aggregate(
  till,
  {
    Match: async ({ other }, _, read) => ({
      other: (await read.state(till, other))?.balance ?? null,
    }),
  },
  (event) => (event.type === 'MoneyRefused' ? refuse.till_is_short({ shortfall: 0 }) : undefined),
);

/** Folded on in its documents, each event once: what counts something twice is seen in them. */
export const tills: ReadModel<JsonObject> = {
  name: 'tills',
  version: 1,
  schema: z.record(z.string(), z.unknown()),
  fields: { id: 'text', balance: 'integer' },
  indexes: [['balance']],
  streams: [`${till.category}-`],
  keys: ({ aggregateId }) => [aggregateId],
  on: {
    '*': (doc, event) => {
      const before = (doc?.['state'] as TillState | undefined) ?? till.initial;
      const state = till.evolve(before, event as unknown as TillEvent);
      const { balance, count } = state;
      return { id: event.aggregateId, balance, count, state };
    },
  },
};

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
  overtakes: ({ data }) => (data as { as: string }).as === 'Empty',
  initial: { inputs: 0 },
  events: {},
  evolve: (state) => ({ inputs: state.inputs + 1 }),
  react(_, input) {
    const to = mirrorOf(input) ?? '';
    faults.get(to)?.();
    const { amount, as } = input.data as { amount: number; as: 'PutIn' | 'TakeOut' | 'Empty' };
    const command: TillCommand = as === 'Empty' ? { type: as } : { type: as, amount };
    return { commands: [send(till, to, command)] };
  },
};

const mirrorOf = (input: IntegrationEvent): string | null =>
  input.type === 'shop.MoneyPutIn.v1' ? (input.data as { to: string | null }).to : null;

interface ShopMessages {
  readonly 'shop.MoneyPutIn.v1': unknown;
  readonly 'shop.MoneyAskedFor.v1': { till: string; from: string; amount: number };
  readonly 'shop.MoneyHandedOver.v1': { to: string; amount: number };
  readonly 'shop.MoneyNotHandedOver.v1': { to: string; code: string };
}

/** One till asks another for money, which answers. */
const transfer = reaction<ShopMessages>({
  name: 'transfer',
  context: 'shop',
  topic: 'shop.events.v1',
  key: (data) => (data as { to?: string; till: string }).to ?? (data as { till: string }).till,
  on: {
    'shop.MoneyAskedFor.v1': ({ till: to, from, amount }) => [
      send(till, from, { type: 'HandOver', to, amount }),
    ],
    'shop.MoneyHandedOver.v1': ({ to, amount }) => [send(till, to, { type: 'Receive', amount })],
    'shop.MoneyNotHandedOver.v1': ({ to, code }) => [send(till, to, { type: 'GoWithout', code })],
  },
});

const messages = ['MoneyPutIn', 'MoneyAskedFor', 'MoneyHandedOver', 'MoneyNotHandedOver'];

export const shop: ContextDefinition = {
  name: 'shop',
  aggregates: [tillAggregate],
  readModels: [tills],
  links: [transfer],
  processes: [mirror],
  translate({ type, data, stream }) {
    if (!messages.includes(type)) return [];
    const till = stream.slice('shop.Till-'.length);
    return [{ type: `shop.${type}.v1`, key: stream, data: { ...(data as object), till } }];
  },
};

export const contextOf = (commandId: string, requestHash = 'h') => ({
  commandId: derivedId(commandId),
  requestHash,
  actor: { id: 'tester', roles: ['tester'] },
  correlationId: commandId,
  causationId: commandId,
});
