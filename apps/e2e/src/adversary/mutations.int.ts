import { describe, expect, test } from '@jest/globals';
import { isFullRun, randomOf, seeded } from '@tamani/testing/engines';
import { caught, failing } from './mutations/control.js';
import type { Mutation } from './mutations/mutation.js';
import { mutations } from './mutations/table.js';

const { seed, numRuns } = seeded('adversary control', { runs: 60, fullRuns: 1_500 });
const HOUR = 3_600_000;
/** In a short run: of those that the adversary finds soon, and of those that a suite finds. */
const SAMPLE = 3;

/** A few in a short run, others every time; all in a full one. */
function sample(all: readonly Mutation[]): readonly Mutation[] {
  if (isFullRun()) return all;
  const random = randomOf(seed);
  const left = [...all];
  return Array.from({ length: Math.min(SAMPLE, all.length) }, () => {
    const [one] = left.splice(random.below(left.length), 1);
    return one as Mutation;
  });
}

const named = process.env['TAMANI_MUTATION_NAME'];

/** Those of a kind that are taken out now: the one that is named, or a sample. */
const chosen = (all: readonly Mutation[], often = all): readonly Mutation[] =>
  named === undefined
    ? sample(isFullRun() ? all : often)
    : all.filter(({ name }) => name === named);

const byAdversary = mutations.filter(({ otherwise }) => otherwise === undefined);
const bySuite = mutations.filter(({ otherwise }) => otherwise !== undefined);

describe('the adversary finds that a guard is missing', () => {
  for (const mutation of chosen(
    byAdversary,
    byAdversary.filter(({ often }) => often),
  )) {
    test(
      mutation.name,
      async () => {
        const broken = await caught(mutation, { seed, histories: numRuns });
        process.stdout.write(`${mutation.name}: ${broken}\n`);
        expect(broken).not.toBe('');
      },
      HOUR,
    );
  }

  test(
    'and finds nothing while none is',
    async () => {
      const none = { file: '', find: '', replace: '' };
      expect(await caught(none, { seed, histories: 20 })).toBe('');
    },
    HOUR,
  );
});

describe('a suite finds the missing guard that the adversary cannot', () => {
  for (const mutation of chosen(bySuite)) {
    test(
      mutation.name,
      async () => {
        const broken = await failing(mutation, mutation.otherwise?.suite ?? '');
        process.stdout.write(`${mutation.name}: ${broken}\n`);
        expect(broken).not.toBe('');
      },
      HOUR,
    );
  }
});

test('each guard has a name of its own, and there are many', () => {
  expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
  expect(mutations.length).toBeGreaterThanOrEqual(60);
});
