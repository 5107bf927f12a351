import { describe, expect, test } from '@jest/globals';
import { decideBy, err, ok, type Decider } from '@tamani/kernel';
import { explore, type Asked } from './explore.js';

interface Act<T extends string> {
  readonly type: T;
}
type DoorCommand = Act<'Build'> | Act<'Open'> | Act<'Close'> | Act<'Paint'>;
interface DoorFacts {
  readonly Open: { readonly locked: boolean };
  readonly Close: { readonly locked: boolean };
}
type DoorEvent = { readonly type: string; readonly data: object };
interface Door {
  readonly status: 'none' | 'open' | 'closed';
}

const statusAfter: Record<string, Door['status']> = {
  Built: 'closed',
  Opened: 'open',
  Closed: 'closed',
};
const said = (type: string) => ok([{ type, data: {} }]);
const refused = err({ code: 'door_wrong_status' });

/** Painted in any status; facts say whether it is locked. */
const door: Decider<Door, DoorCommand, DoorEvent, DoorFacts> = {
  category: 'test.Door',
  events: {},
  initial: { status: 'none' },
  evolve: (state, { type }) => ({ status: statusAfter[type] ?? state.status }),
  decide: decideBy<Door, DoorCommand, DoorEvent, DoorFacts>({
    Build: (_, { status }) => (status === 'none' ? said('Built') : refused),
    Paint: () => said('Painted'),
    Open: (_, { status }, { locked }) => (locked || status === 'none' ? refused : said('Opened')),
    Close: (_, { status }, { locked }) => (locked || status === 'none' ? refused : said('Closed')),
  }),
};

const ask = (
  type: DoorCommand['type'],
  locked = false,
): Asked<DoorCommand, DoorEvent, DoorFacts> => ({
  history: [],
  command: { type } as DoorCommand,
  facts: { id: 'door', locked },
});

describe('exploring a decider', () => {
  test('every command is tried in every status that another one reaches', () => {
    const { statuses, commands, transitions } = explore(door, [
      ask('Close'),
      ask('Open'),
      ask('Build'),
      ask('Paint'),
    ]);
    expect(statuses).toEqual(['closed', 'none', 'open']);
    expect(commands).toEqual(['Build', 'Close', 'Open', 'Paint']);
    expect(transitions.map(({ from, command, to }) => `${from} ${command} ${to}`).sort()).toEqual([
      'closed Close closed',
      'closed Open open',
      'closed Paint closed',
      'none Build closed',
      'none Paint none',
      'open Close closed',
      'open Open open',
      'open Paint open',
    ]);
  });

  test('a command is tried with the facts that it was asked with', () => {
    const ways = (locked: boolean) =>
      explore(door, [ask('Build'), ask('Open', locked)]).transitions.map(({ to }) => to);
    expect(ways(true)).toEqual(['closed']);
    expect(ways(false)).toContain('open');
  });

  test('a history tells statuses that no command reaches', () => {
    const history = [
      { type: 'Built', data: {} },
      { type: 'Opened', data: {} },
    ];
    expect(explore(door, [{ ...ask('Close'), history }]).statuses).toContain('open');
  });

  test('the order of the questions does not matter', () => {
    const asked = [ask('Build'), ask('Open'), ask('Close'), ask('Open', true)];
    expect(explore(door, [...asked].reverse())).toEqual(explore(door, asked));
  });
});
