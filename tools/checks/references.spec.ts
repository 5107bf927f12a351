import { describe, expect, test } from '@jest/globals';
import { memberProblems } from './lint/members.mjs';
import { packageProblems } from './lint/packages.mjs';
import { referenceProblems } from './lint/references.mjs';

const repository = [
  { path: 'README.md', text: '# The house\n\n## How to begin\n' },
  { path: 'docs/domain.md', text: '# The domain\n\n## Money\n' },
  { path: 'docs/adr/0001-facts-have-a-room.md', text: '# Facts have a room\n' },
  { path: 'libs/kernel/src/money.ts', text: 'export const a = 1;\n' },
];
const problemsOf = (path: string, text: string) =>
  referenceProblems([...repository, { path, text }]).filter((one) => one.startsWith(path));

describe('references of code and documents', () => {
  test.each([
    ['libs/a.ts', '/** The rounding (docs/domain.md, "Money"). */'],
    [
      'libs/a.ts',
      '// README.md, "How to begin"; ADR 0001; libs/kernel/src; libs/kernel/src/money.ts',
    ],
    ['libs/a.ts', "const text = 'DOMAIN.md';"],
    [
      'docs/b.md',
      'See [money](domain.md#money), [begin](../README.md#how-to-begin), `libs/kernel`.',
    ],
    [
      'docs/b.md',
      'Any context: `libs/<context>/src`, `libs/*/src`; the new `libs/kernel/src/x.ts`.',
    ],
    ['docs/b.md', '[elsewhere](https://example.org/none.html), `libs/kernel/dist/main.js`'],
    ['docs/b.md', '```\nlibs/none/of/these.ts\n```'],
  ])('%s may say: %s', (path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });

  test.each([
    ['libs/a.ts', '/** The rounding (DOMAIN.md). */', 'DOMAIN.md'],
    ['libs/a.ts', '/** The rounding (docs/domain.md, "Rounding"). */', 'no heading "Rounding"'],
    ['libs/a.ts', ' * see ADR 0009', 'ADR 0009'],
    ['libs/a.ts', '  // as in libs/kernel/src/none.ts', 'libs/kernel/src/none.ts'],
    ['docs/b.md', 'See [money](money.md).', 'docs/money.md'],
    ['docs/b.md', 'See [money](domain.md#moneys).', 'no heading "moneys"'],
    ['docs/b.md', 'It is in `libs/kernel/src/none.ts`.', 'libs/kernel/src/none.ts'],
    ['docs/b.md', 'It is in `docs/none.md`.', 'docs/none.md'],
  ])('%s may not say: %s', (path, text, named) => {
    expect(problemsOf(path, text)).toEqual([expect.stringContaining(named)]);
  });

  test('the line is named', () => {
    expect(problemsOf('docs/b.md', 'a\n\n`docs/none.md`\n')).toEqual([
      'docs/b.md:3 docs/none.md: there is no such document or path',
    ]);
  });
});

describe('members that nothing names', () => {
  const declared = `export class Purse {
  /** Minor units. */
  readonly total = 0n;
  spent(): bigint {
    return this.total;
  }
}
export interface PurseOptions {
  readonly colour?: string;
}
`;
  const problems = (more: { path: string; text: string }[]) =>
    memberProblems([{ path: 'libs/a/src/purse.ts', text: declared }, ...more]);

  test('a method and an option that only tests name are told, with their lines', () => {
    const spec = { path: 'libs/a/src/purse.spec.ts', text: 'purse.spent(); ({ colour })' };
    expect(problems([spec])).toEqual([
      'libs/a/src/purse.ts:4 spent: nothing reads or calls it: remove it',
      'libs/a/src/purse.ts:9 colour: nothing reads or calls it: remove it',
    ]);
  });

  test('one that other code names is used', () => {
    const user = { path: 'libs/b/src/user.ts', text: 'purse.spent(); options.colour;' };
    expect(problems([user])).toEqual([]);
  });

  test('a route is called by its decorator, a hook by its framework', () => {
    const path = 'libs/a/src/a.controller.ts';
    const text = 'class A {\n  @Get()\n  list() {}\n  onModuleDestroy() {}\n}\n';
    expect(memberProblems([{ path, text }])).toEqual([]);
  });
});

describe('what a package is for', () => {
  const manifest = (description?: string) => ({
    path: 'libs/audit/package.json',
    text: JSON.stringify({ name: '@tamani/audit', description }),
  });
  const table = { path: 'docs/ARCHITECTURE.md', text: '| `libs/audit` | Finds events. |\n' };

  test('is in its description and in the table', () => {
    expect(packageProblems([manifest('Finds events.'), table])).toEqual([]);
  });

  test.each([
    ['nothing', undefined],
    ['no sentence', 'events'],
    ['another sentence than the table', 'Loses events.'],
  ])('%s is told', (_, description) => {
    expect(packageProblems([manifest(description), table])).toEqual([
      expect.stringMatching(/description/),
    ]);
  });
});
