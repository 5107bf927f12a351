import { expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What turns an amount into a float, or rounds it. */
const FLOATS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['parseFloat', /\bparseFloat\b/],
  ['toFixed', /\.toFixed\b|\.toPrecision\b/],
  ['Math', /\bMath\.(round|floor|ceil|trunc|pow|log10|fround)\b/],
  [
    'Number of an amount',
    numberOf('\\w*(amount|minor|money|price|cost|total|sum|balance|rate)\\w*'),
  ],
  ['Number of a quantity', numberOf('\\w*(quantity|thousandths)\\w*')],
  ['unary plus of an amount', /[=(,?:]\s*\+\w*(amount|minor|price|quantity)\w*/i],
  ['asIntN', /\bBigInt\(\s*Number\(|\bBigInt\(\s*Math\./],
];

/** `Number(`, `Number.parseFloat(` or `parseInt(` whose argument names an amount. */
function numberOf(name: string): RegExp {
  return new RegExp(`(?<![\\w])(Number|parseInt|Number\\.\\w+)\\([^)]*\\b${name}`, 'i');
}

/** Each line of a source that handles money as a float. Comments are ignored. */
function floatsIn(path: string, source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ''));
  return code.split('\n').flatMap((line, at) => {
    const text = line.replace(/(^|\s)\/\/.*$/, '');
    const hits = FLOATS.filter(([, pattern]) => pattern.test(text));
    return hits.map(([name]) => `${path}:${at + 1} ${name}: ${line.trim()}`);
  });
}

const libs = join(import.meta.dirname, '../../../..');

async function sourcesOf(folder: string): Promise<string[]> {
  const entries = await readdir(join(libs, folder), { recursive: true }).catch(() => []);
  const isSource = (name: string) => /\.ts$/.test(name) && !/\.(spec|int|e2e)\.ts$/.test(name);
  return entries.filter(isSource).map((name) => join(folder, name));
}

const ROOMS = ['platform/kernel/src', 'platform/runtime/src'];
/** Dates are made of numbers. */
const CALENDAR = 'platform/kernel/src/calendar.ts';

test('no float touches money: domains, kernel and runtime', async () => {
  const contexts = (await readdir(libs)).filter((name) => name !== 'platform');
  const folders = [...ROOMS, ...contexts.map((name) => `${name}/src/domain`)];
  const paths = (await Promise.all(folders.map(sourcesOf)))
    .flat()
    .filter((one) => one !== CALENDAR);
  // At least this many folders hold rules over money: a moved folder must not be skipped.
  for (const room of ['platform/kernel', 'platform/runtime', 'budgets', 'procurement', 'projects'])
    expect(paths.filter((path) => path.startsWith(`${room}/`)).length).toBeGreaterThan(5);
  const found = await Promise.all(
    paths.map(async (path) => floatsIn(path, await readFile(join(libs, path), 'utf8'))),
  );
  expect(found.flat()).toEqual([]);
});

test.each([
  ['parseFloat', 'const share = parseFloat(money.amount);'],
  ['toFixed', 'return (amount * 0.4).toFixed(2);'],
  ['toFixed', 'const text = share.toPrecision(6);'],
  ['Math', 'const minor = Math.round(share * 100);'],
  ['Math', 'const part = Math.floor(total / 3);'],
  ['Number of an amount', 'const paid = Number(json.amount);'],
  ['Number of an amount', 'const paid = Number.parseFloat(line.unitPrice);'],
  ['Number of an amount', 'const minor = parseInt(state.amountMinor, 10);'],
  ['Number of an amount', 'const rate = Number(table.rates[currency]);'],
  ['Number of a quantity', 'const pieces = Number(line.quantity);'],
  ['unary plus of an amount', 'const paid = +amountText;'],
])('a planted %s is caught: %s', (name, line) => {
  const source = `/** Money is fine. */\nexport const a = 1;\n${line}\n`;
  expect(floatsIn('planted.ts', source)).toContainEqual(
    expect.stringMatching(new RegExp(`^planted\\.ts:3 ${name}: `)),
  );
});

test.each([
  'const year = Number(date.slice(0, 4));',
  'const count = Number(seen.lastRevision - from) + 1;',
  '// Number(amount) would lose digits',
  '/* parseFloat */ const amount = minorOf(json);',
  'const key = normalNumber(amountText);',
  'const total = sum + amountMinor;',
])('what touches no amount is left alone: %s', (line) => {
  expect(floatsIn('fine.ts', line)).toEqual([]);
});
