import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { mustNotCompile, typeChecker } from './must-not-compile.js';

const file = join(import.meta.dirname, 'planted.ts');

mustNotCompile({
  file,
  source: `
    import { moneyJson, type MoneyJson } from '@tamani/kernel';
    import { FakeClock } from '../fakes/fake-clock.js';
    export const clock: FakeClock = new FakeClock();
    export const price: MoneyJson = moneyJson(5n, 'XOF');
  `,
  mistakes: {
    'another type in a call': {
      right: `moneyJson(5n, 'XOF')`,
      wrong: `moneyJson('5', 'XOF')`,
      code: 2345,
    },
    'an unknown name of a package': {
      right: 'type MoneyJson }',
      wrong: 'type MoneyJson, type Cash }',
      code: 2305,
    },
    'an error on another line than the mistake': {
      right: 'price: MoneyJson = moneyJson',
      wrong: 'price: MoneyJson =\nmoneyOf',
      code: 2304,
      at: 'moneyOf(5n',
    },
    'a source that is not even syntax': { right: 'new FakeClock()', wrong: 'new (', code: 1109 },
  },
});

test('each check is of the source that is given, also of a file that is there', () => {
  const check = typeChecker(join(import.meta.dirname, '../index.ts'));
  expect(check('export const a: string = 1;')).toMatchObject([
    { code: 2322, line: 'export const a: string = 1;' },
  ]);
  expect(check(`export const a: string = '1';`)).toEqual([]);
  expect(check('export const a: string = 2;')).toMatchObject([{ code: 2322 }]);
}, 60_000);
