/** Numbers of a seed, from 0 up to 1: a test that failed is run again with the seed it printed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of this run: TAMANI_TEST_SEED, or a new one. Printed, so that it can be given. */
export function seedOf(test: string): number {
  const seed = Number(process.env.TAMANI_TEST_SEED ?? Date.now() % 1_000_000_007);
  process.stderr.write(`${test}: TAMANI_TEST_SEED=${seed}\n`);
  return seed;
}
