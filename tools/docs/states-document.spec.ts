import { describe, expect, test } from '@jest/globals';
import { documented, statesDocument } from './states-document.mjs';

const way = (from: string, command: string, to: string) => ({ from, command, to });
const door = {
  category: 'test.BigDoor',
  statuses: ['closed', 'none', 'open'],
  commands: ['Build', 'Close', 'Open', 'Paint'],
  transitions: [
    way('none', 'Build', 'closed'),
    way('none', 'Paint', 'none'),
    way('closed', 'Build', 'closed'),
    way('closed', 'Open', 'open'),
    way('open', 'Close', 'closed'),
    way('open', 'Paint', 'open'),
  ],
};

describe('the document of the statuses', () => {
  test('a creation is sent to a new id only, and nothing else is', () => {
    expect(documented(door)).toEqual([
      way('none', 'Build', 'closed'),
      way('closed', 'Open', 'open'),
      way('open', 'Close', 'closed'),
      way('open', 'Paint', 'open'),
    ]);
  });

  test('of an aggregate without a status every command is told', () => {
    const transitions = [way('none', 'Set', 'recorded'), way('recorded', 'Set', 'recorded')];
    const policy = { ...door, statuses: ['none', 'recorded'], transitions };
    expect(documented(policy)).toEqual(transitions);
  });

  test('arrows change the status; the table has the other commands as well', () => {
    const text = statesDocument([door]);
    expect(text).toContain('## Test\n\n### Big door\n');
    expect(text).toContain('  [*] --> closed: Build\n  closed --> open: Open\n');
    expect(text).not.toContain('open --> open');
    expect(text).toMatch(/\| `open` +\| Close → `closed` +\| Paint +\|/);
  });
});
