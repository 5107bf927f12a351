import { expect, test } from '@jest/globals';
import {
  decideBy,
  defineErrors,
  err,
  evolveBy,
  moneyJson,
  ok,
  signedMoneySchema,
  type Decider,
  type EventOf,
} from '@tamani/kernel';
import { z } from 'zod';
import { givenWhenThen } from './given-when-then.js';

const refuse = defineErrors(
  { sample_purse_empty: 409 },
  { sample_purse_empty: { title: 'Purse empty', detail: '{shortfall} is missing.' } },
);

const events = {
  CoinAdded: { schemaVersion: 1, data: z.strictObject({ amount: signedMoneySchema }) },
  CoinTaken: { schemaVersion: 1, data: z.object({ amount: signedMoneySchema }) },
} as const;
type Event = EventOf<typeof events>;
interface Command {
  readonly type: 'Take';
  readonly coins: number;
  readonly flaw?: 'undeclared' | 'unnamed' | 'mutates' | 'moody' | 'malformed' | 'drops';
}
interface State {
  coins: number;
}

let mood = 0;
const xof = (amount: number) => moneyJson(BigInt(amount), 'XOF');
const take = (coins: number): Event => ({ type: 'CoinTaken', data: { amount: xof(coins) } });
const noted = { amount: xof(1), note: 'lost' };
const flaws = {
  undeclared: () => err({ code: 'sample_undeclared' }),
  unnamed: () => err(refuse.sample_purse_empty()),
  mutates: (state: State) => ok((state.coins = 0) === 0 ? [] : []),
  moody: () => ok((mood += 1) % 2 ? [] : [take(1)]),
  malformed: () => ok([{ ...take(1), data: { amount: { amount: '1.5', currency: 'XOF' } } }]),
  drops: () => ok([{ type: 'CoinTaken', data: noted } as Event]),
};

const purse: Decider<State, Command, Event> = {
  category: 'sample.Purse',
  events,
  initial: { coins: 0 },
  decide: decideBy<State, Command, Event>({
    Take: ({ coins, flaw }, state) => {
      if (flaw) return flaws[flaw](state);
      if (coins === 0) return ok([]);
      if (coins > state.coins)
        return err(refuse.sample_purse_empty({ shortfall: coins - state.coins }));
      return ok([take(coins)]);
    },
  }),
  evolve: evolveBy<State, Event>({
    CoinAdded: (state, { amount }) => ({ coins: state.coins + Number(amount.amount) }),
    CoinTaken: (state, { amount }) => ({ coins: state.coins - Number(amount.amount) }),
  }),
};
const { given } = givenWhenThen(purse);
const full: readonly Event[] = [{ type: 'CoinAdded', data: { amount: xof(5) } }];
const flawed = (flaw: Command['flaw']) => given(full).when({ type: 'Take', coins: 1, flaw });

test('events, their state, nothing and a refusal can be said', () => {
  given(full)
    .when({ type: 'Take', coins: 2 })
    .then([take(2)])
    .thenState({ coins: 3 });
  given(full)
    .when({ type: 'Take', coins: 2 })
    .thenLike([{ type: 'CoinTaken' }]);
  given(full).when({ type: 'Take', coins: 0 }).thenNothing();
  given().when({ type: 'Take', coins: 2 }).thenRejected('sample_purse_empty', { shortfall: 2 });
  given(full)
    .when({ type: 'Take', coins: 5 })
    .thenState(({ coins }) => expect(coins).toBe(0));
});

test('a sentence that is not true fails', () => {
  const outcome = given(full).when({ type: 'Take', coins: 2 });
  expect(() => outcome.then([take(3)])).toThrow();
  expect(() => outcome.then([])).toThrow();
  expect(() => outcome.then([take(2), take(2)])).toThrow();
  expect(() => outcome.thenLike([])).toThrow();
  expect(() => outcome.thenLike([{ type: 'CoinTaken', data: { amount: xof(3) } }])).toThrow();
  expect(() => outcome.thenNothing()).toThrow();
  expect(() => outcome.thenRejected('sample_purse_empty')).toThrow();
  expect(() => outcome.thenState({ coins: 4 })).toThrow();
  const refused = given().when({ type: 'Take', coins: 2 });
  expect(() => refused.then([])).toThrow('refused');
  expect(() => refused.thenRejected('sample_other')).toThrow();
  expect(() => refused.thenRejected('sample_purse_empty', { shortfall: 1 })).toThrow();
});

test('what could not be stored, or comes back otherwise, fails', () => {
  expect(() => flawed('malformed').then([])).toThrow('amount_too_precise');
  expect(() => flawed('drops').thenLike([{ type: 'CoinTaken' }])).toThrow('note');
  const unknown = { type: 'CoinLost', data: {} } as unknown as Event;
  expect(() => given([unknown])).toThrow('without a codec');
});

test('a rule that mutates its state, or has a mind of its own, fails', () => {
  expect(() => flawed('mutates')).toThrow(TypeError);
  expect(() => flawed('moody')).toThrow();
});

test('a refusal that is not declared, or misses a parameter of its text, fails', () => {
  expect(() => flawed('undeclared').thenRejected('sample_undeclared')).toThrow('not declared');
  expect(() => flawed('unnamed').thenRejected('sample_purse_empty')).toThrow('{shortfall}');
});
