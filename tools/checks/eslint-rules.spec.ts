import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { installed, root } from './run.mjs';

interface Found {
  readonly ruleId: string | null;
  readonly severity: number;
  readonly line: number;
}
interface Report {
  readonly messages: readonly Found[];
}

const WARNING = 1;
const ERROR = 2;
const body = (lines: number) => '  count += 1;\n'.repeat(lines);

/** A piece of code that breaks each rule; all go into one file, since a program is slow to make. */
const planted: readonly [rule: string, severity: number, code: string][] = [
  ['house/long-function', WARNING, `export function long(count: number) {\n${body(31)}}`],
  ['max-lines-per-function', ERROR, `export function tooLong(count: number) {\n${body(71)}}`],
  ['max-params', ERROR, 'export const four = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d];'],
  [
    'max-depth',
    ERROR,
    'export function deep(a: boolean) {\n if (a) for (;;) while (a) { if (a) return; }\n}',
  ],
  [
    'complexity',
    ERROR,
    `export const many = (a: number) => ${'a === 1 || '.repeat(13)}a === 2 || a === 3;`,
  ],
  ['eqeqeq', ERROR, 'export const loose = (a: unknown) => a == 1;'],
  ['prefer-const', ERROR, 'let fixed = 1;\nexport const twice = fixed * 2;'],
  ['no-var', ERROR, 'export var old = 1;'],
  ['no-restricted-syntax', ERROR, 'export default 1;'],
  ['no-restricted-syntax', ERROR, "export const has = (a: string) => a in {} && 'b' in {};"],
  [
    '@typescript-eslint/consistent-type-imports',
    ERROR,
    "import { Result } from './result.js';\nexport type R = Result<1, 2>;",
  ],
  ['@typescript-eslint/no-explicit-any', ERROR, 'export type Hole = any;'],
  ['@typescript-eslint/no-unused-vars', ERROR, 'const idle = 1;'],
  [
    '@typescript-eslint/no-floating-promises',
    ERROR,
    'export function lost() {\n  Promise.resolve(1);\n}',
  ],
  [
    '@typescript-eslint/no-misused-promises',
    ERROR,
    'export const bent = () => [1].forEach(async () => { await Promise.resolve(); });',
  ],
  [
    '@typescript-eslint/await-thenable',
    ERROR,
    'export async function idleAwait() {\n  await (1 as number);\n}',
  ],
];

function lint(text: string): readonly Found[] {
  const file = 'libs/platform/kernel/src/clock.ts';
  const args = [installed('eslint/bin/eslint.js'), '--stdin', '--stdin-filename', file];
  const run = spawnSync(process.execPath, [...args, '--format', 'json'], {
    cwd: root,
    input: text,
    // Else typescript-eslint takes the text of the file on disk and not the one given to it.
    env: { ...process.env, TSESTREE_SINGLE_RUN: 'false' },
    encoding: 'utf8',
  });
  const [report] = JSON.parse(run.stdout) as [Report];
  return report.messages;
}

describe('ESLint', () => {
  test('each rule of the house catches its planted violation', () => {
    const found = lint(planted.map(([, , code]) => code).join('\n'));
    let end = 0;
    const missed = planted.filter(([rule, severity, code]) => {
      const start = end;
      end += code.split('\n').length;
      const isHere = ({ line }: Found) => line > start && line <= end;
      return !found.some((one) => isHere(one) && one.ruleId === rule && one.severity === severity);
    });
    expect(missed).toEqual([]);
  });

  test('an unused disable comment is an error', () => {
    const idle = '// eslint-disable-next-line no-var -- none\nexport const a = 1;\n';
    expect(lint(idle)).toMatchObject([{ ruleId: null, severity: ERROR }]);
  });
});
