/**
 * The seed of a randomised test, printed, so that a failure can be run again:
 * `TAMANI_TEST_SEED=<n>`.
 */
export function seedOf(test: string): number {
  const given = process.env['TAMANI_TEST_SEED'];
  const seed = given === undefined ? Date.now() % 2_147_483_647 : Number(given);
  process.stdout.write(`seed of ${test}: ${seed}\n`);
  return seed;
}

/** Integers from 0 to below a bound, from a seed (mulberry32). */
export function draws(seed: number): (bound: number) => number {
  let state = seed | 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  };
}

export function shuffled<T>(values: readonly T[], seed: number): readonly T[] {
  const draw = draws(seed);
  const tagged = values.map((value) => ({ value, at: draw(1_000_000) }));
  return tagged.sort((a, b) => a.at - b.at).map(({ value }) => value);
}
