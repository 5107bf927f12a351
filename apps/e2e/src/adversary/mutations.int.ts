import { describe, expect, test } from '@jest/globals';
import { isFullRun, seeded } from '@tamani/testing/engines';
import { caught } from './mutations/control.js';
import { mutations } from './mutations/table.js';

const full = seeded('adversary control', { runs: 60, fullRuns: 1_500 });
/** The short run is the same every time. */
const seed = isFullRun() ? full.seed : 1;
const { numRuns } = full;
const HOUR = 3_600_000;

const sample = () =>
  mutations.filter(
    ({ otherwise, often }) => otherwise === undefined && (isFullRun() || often === true),
  );

describe('the adversary finds that a guard is missing', () => {
  const named = process.env['TAMANI_MUTATION_NAME'];
  const chosen = named === undefined ? sample() : mutations.filter(({ name }) => name === named);

  test.each(chosen.map((mutation) => [mutation.name, mutation] as const))(
    '%s',
    async (_, mutation) => {
      const broken = await caught(mutation, { seed, histories: numRuns });
      process.stdout.write(`${mutation.name}: ${broken}\n`);
      expect(broken).not.toBe('');
    },
    HOUR,
  );

  test(
    'and finds nothing while none is',
    async () => {
      const none = { file: '', find: '', replace: '' };
      expect(await caught(none, { seed, histories: numRuns })).toBe('');
    },
    HOUR,
  );

  test('each guard has a name of its own', () => {
    expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
  });
});
