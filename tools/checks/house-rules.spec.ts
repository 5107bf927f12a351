import { describe, expect, test } from '@jest/globals';
import { houseProblems, houseRules } from './lint/house-rules.mjs';
import { LIMITS, sizeProblems } from './lint/sizes.mjs';

const decide = 'libs/budgets/src/domain/budget-line/budget-line.decide.ts';

/** A line that breaks the rule, where it does; and where or how the same is fine. */
const samples: Readonly<Record<string, { bad: [string, string][]; fine: [string, string][] }>> = {
  'no-clock': {
    bad: [
      [decide, 'const today = new Date();'],
      ['libs/platform/runtime/src/lease.ts', 'const now = Date.now();'],
    ],
    fine: [
      ['libs/platform/kernel/src/time/clock.ts', 'now: () => new Date().toISOString(),'],
      [decide, '// not new Date(): the clock is a port'],
      ['libs/platform/runtime/src/wait.ts', 'const deadline = performance.now() + timeoutMs;'],
    ],
  },
  'no-chance': {
    bad: [
      [decide, "import { v7 } from 'uuid';"],
      ['libs/audit/src/index.ts', 'const id = randomUUID();'],
    ],
    fine: [['libs/platform/kernel/src/ids.ts', "import { v5, v7 } from 'uuid';"]],
  },
  'no-float': {
    bad: [
      [decide, 'const share = (amount * 0.4).toFixed(2);'],
      ['libs/platform/kernel/src/money.ts', 'return parseFloat(text);'],
    ],
    fine: [['tools/bench/table.mjs', 'ratio.toFixed(2)']],
  },
  'no-number-of-text': {
    bad: [[decide, 'const amount = Number(money.amount);']],
    fine: [
      [decide, 'const count = z.Number();'],
      ['libs/budgets/src/api/lines.ts', 'Number(query.limit)'],
    ],
  },
  'no-any': {
    bad: [[decide, 'const state = raw as any;']],
    fine: [[decide, 'const text = `as ${any}`;']],
  },
  'no-mute': {
    bad: [
      [decide, '// eslint-disable-next-line no-console'],
      [decide, '/* eslint-disable */'],
      [decide, '// @ts-ignore'],
    ],
    fine: [[decide, '// eslint-disable-next-line @typescript-eslint/no-x -- a registry of all']],
  },
  'no-later': {
    bad: [
      [decide, '// TODO: round'],
      ['docs/runbook.md', 'FIXME'],
    ],
    fine: [[decide, 'const todo = 1;']],
  },
  'no-only': {
    bad: [['libs/budgets/src/domain/line.spec.ts', "  test.only('x', () => {});"]],
    fine: [['libs/budgets/src/domain/line.spec.ts', "test('only', () => {});"]],
  },
  'no-machine-path': {
    bad: [
      ['docs/runbook.md', 'see /home/amina/tamani'],
      ['libs/audit/src/index.ts', "open('/tmp/x')"],
    ],
    fine: [
      ['docs/runbook.md', 'see data/events.db and https://example.org/home/page'],
      ['libs/audit/src/index.ts', "join(tmpdir(), 'x')"],
    ],
  },
  'no-language': {
    bad: [
      ['apps/cli/src/finding.ts', "const text = { fr: 'disque', en: 'disk' };"],
      [decide, "if (language === 'fr') return;"],
    ],
    fine: [
      ['libs/platform/texts/src/languages.ts', "export const first = 'fr';"],
      ['libs/platform/texts/src/texts.spec.ts', "['en', 'fr']"],
      [decide, "const en = 'end';"],
    ],
  },
  'no-print': {
    bad: [['libs/platform/nest/src/module.ts', "console.log('ready');"]],
    fine: [['apps/cli/src/output.ts', "console.log('ready');"]],
  },
};

const caughtBy = (path: string, text: string) =>
  houseProblems([{ path, text }]).map((problem) => problem.split(' ')[1]?.replace(':', ''));

describe('house rules', () => {
  test('every rule has samples', () => {
    expect(Object.keys(samples).sort()).toEqual(houseRules.map((rule) => rule.name).sort());
  });

  test.each(Object.entries(samples))('%s', (name, { bad, fine }) => {
    for (const [path, text] of bad) expect([text, caughtBy(path, text)]).toEqual([text, [name]]);
    for (const [path, text] of fine) expect([text, caughtBy(path, text)]).toEqual([text, []]);
  });

  test('the line is named', () => {
    const text = 'const a = 1;\n/* Date.now()\n*/ const b = Date.now();\n';
    expect(houseProblems([{ path: decide, text }])).toEqual([
      expect.stringMatching(`^${decide}:3 no-clock: `),
    ]);
  });
});

describe('sizes', () => {
  const lines = (count: number) => 'x\n'.repeat(count);

  test('a file, a spec, a line at their limits pass; one more does not', () => {
    const spec = 'libs/a/src/x.spec.ts';
    const file = 'libs/a/src/x.ts';
    const fits = [
      { path: file, text: lines(LIMITS.fileLines) },
      { path: spec, text: lines(LIMITS.specLines) },
      { path: 'libs/b/src/wide.ts', text: 'é'.repeat(LIMITS.lineLength) },
    ];
    expect(sizeProblems(fits)).toEqual([]);
    const tooBig = fits.map(({ path, text }) => ({ path, text: text + text.slice(-2) }));
    expect(sizeProblems(tooBig)).toEqual([
      `${file} 251 lines, at most 250`,
      `${spec} 401 lines, at most 400`,
      'libs/b/src/wide.ts:1 line of 102 characters, at most 100',
    ]);
  });

  test('a catalogue of texts is as long as it is, no other file of its folder', () => {
    const folder = 'libs/platform/texts/src';
    const text = lines(LIMITS.fileLines + 1);
    expect(sizeProblems([{ path: `${folder}/bm.ts`, text }])).toEqual([]);
    expect(sizeProblems([{ path: `${folder}/texts.ts`, text }])).toHaveLength(1);
  });

  test('a sentence in quotes may be long, code may not', () => {
    const sentence = 'a '.repeat(60);
    const long = (text: string) => sizeProblems([{ path: 'libs/a/src/x.ts', text }]).length;
    expect(long(`      fr: '${sentence}',`)).toBe(0);
    expect(long(`const a = f('${sentence}');`)).toBe(1);
    expect(long(`// ${sentence}`)).toBe(1);
  });

  test('the title of a test may make its line long', () => {
    const path = 'libs/a/src/x.spec.ts';
    const title = 'a '.repeat(50);
    const long = (text: string) => sizeProblems([{ path, text }]).length;
    expect(long(`  test('${title}', async () => {`)).toBe(0);
    expect(long(`  ])('${title}', async (_, status) => {`)).toBe(0);
    expect(long(`  expect(a).toBe('${title}').and(b => {`)).toBe(1);
  });

  test('a folder with one file too many is named', () => {
    const folder = (count: number) => [
      { path: 'libs/a/src/index.ts', text: 'x\n' },
      ...Array.from({ length: count }, (_, n) => ({ path: `libs/a/src/f${n}.ts`, text: 'x\n' })),
    ];
    expect(sizeProblems(folder(LIMITS.folderFiles))).toEqual([]);
    expect(sizeProblems(folder(13))).toEqual(['libs/a/src holds 13 files, at most 12']);
  });
});
