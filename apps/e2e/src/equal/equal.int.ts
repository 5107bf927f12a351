import { expect, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { seeded } from '@tamani/testing/engines';
import type { EditionResult } from './edition.js';
import { runEdition } from './pair.js';
import { ADDRESSES, openDistributed, openEmbedded } from './side/profiles.js';

/** Scripts on the same pair of systems; then two fresh ones are taken. */
const EDITION = 500;
const TOGETHER = 50;
const STEPS = [2, 4] as const;

const missing = ADDRESSES.filter((name) => process.env[name] === undefined);
if (missing.length > 0) {
  const names = missing.join(', ');
  process.stderr.write(`equal profiles: NOT RUN: ${names} not set; both profiles are needed\n`);
}
const given = missing.length > 0 ? undefined : ADDRESSES;

function print(result: EditionResult & { readonly engines: string }, seconds: number): void {
  const { scripts, steps, events, streams, documents, statuses, engines } = result;
  const answers = Object.entries(statuses).map(([status, count]) => `${count} × ${status}`);
  process.stdout.write(
    `equal profiles: ${engines}\n` +
      `${scripts} scripts, ${steps} steps (${answers.join(', ')}): ${events} events of ` +
      `${streams} streams and ${documents} documents compared in ${seconds.toFixed(0)} s\n`,
  );
}

describeOn(given, 'the same scripts on both profiles', () => {
  const { numRuns, random } = seeded('equal profiles', { runs: EDITION, fullRuns: 10 * EDITION });
  const seeds = random();
  const editions = Array.from({ length: numRuns / EDITION }, (_, n) => [
    n + 1,
    seeds.below(2 ** 31),
  ]);

  test.each(editions)(
    'edition %i, seed %i: the same answers, events by stream and documents',
    async (_, seed = 0) => {
      const started = performance.now();
      const sides = { left: openEmbedded, right: openDistributed };
      const result = await runEdition(sides, {
        ...{ seed, scripts: EDITION, together: TOGETHER, steps: STEPS },
      });
      print(result, (performance.now() - started) / 1_000);
      expect(result.differences.slice(0, 5)).toEqual([]);
      expect(result.problems.filter((text) => text.includes('parked'))).toEqual([]);
      // Scripts that got nowhere would be equal, too.
      expect(result.events).toBeGreaterThan(EDITION * 4);
      expect(result.statuses[409]).toBeGreaterThan(EDITION / 10);
    },
    1_200_000,
  );
});
