import { expect, test } from '@jest/globals';
import type { StoredEvent } from '@tamani/ports';
import { logProblems } from './log-problems.js';

let position = 0n;
/** `stream@revision` */
function event(place: string, command: string, id = command): StoredEvent {
  const [stream = '', revision = '0'] = place.split('@');
  return {
    ...{ stream, revision: BigInt(revision), id, type: 'Happened', data: '{"number":1}' },
    meta: JSON.stringify({ commandId: command }),
    position: (position += 1n),
  };
}
const told = (command: string, stream: string, revision: bigint) => ({
  ...{ name: `the ${command}`, commandId: command, stream, revision, events: ['Happened'] },
});

test('a log with everything acknowledged has no problem', () => {
  const log = [event('a@0', 'one'), event('b@0', 'two'), event('a@1', 'three')];
  const nothing = { ...told('none', 'a', 1n), events: [] };
  expect(logProblems(log, [told('one', 'a', 0n), told('three', 'a', 1n), nothing])).toEqual([]);
});

test('each broken guarantee is reported', () => {
  const log = [
    event('gap@1', 'one'),
    event('same@0', 'two'),
    event('same@1', 'two'),
    event('here@0', 'three', '3a'),
    event('there@0', 'three', '3b'),
    event('apart@0', 'four', '4a'),
    event('apart@1', 'five'),
    event('apart@2', 'four', '4b'),
    event('x.Reference-PO@0', 'six'),
    event('x.Reference-PO@1', 'seven'),
  ];
  const acknowledged = [told('gone', 'gap', 1n), told('five', 'apart', 2n)];
  expect(logProblems(log, acknowledged)).toEqual([
    'gap: gap has revision 1 in place 0',
    'twice: command two is in same@0 Happened, same@1 Happened',
    'twice: command three is in here@0 Happened, there@0 Happened',
    'twice: command four is in apart@0 Happened, apart@2 Happened',
    'lost: the gone was acknowledged at gap@1',
    'changed: the five was told as Happened at 2, is Happened up to 1',
    'numbering: x.Reference-PO gave 1,1',
  ]);
});
