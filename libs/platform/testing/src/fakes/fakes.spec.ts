import { afterEach, expect, test } from '@jest/globals';
import { today } from '@tamani/kernel';
import { FakeClock } from './fake-clock.js';
import { randomOf } from './random.js';
import { seeded } from './seeded.js';
import { SequentialIds } from './sequential-ids.js';

const kept = { ...process.env };
afterEach(() => {
  for (const name of ['TAMANI_TEST_SEED', 'TAMANI_TEST_FULL'])
    if (kept[name] === undefined) delete process.env[name];
    else process.env[name] = kept[name];
});

test('a clock stands still, ticks, is set back and moved on', () => {
  const clock = new FakeClock('2026-06-30T23:59:59.999Z');
  expect([clock.now(), clock.now()]).toEqual(Array(2).fill('2026-06-30T23:59:59.999Z'));
  clock.advance(1);
  expect(today(clock)).toBe('2026-07-01');
  clock.set('2026-01-01');
  expect([clock.now(), clock.monotonicMs()]).toEqual(['2026-01-01T00:00:00.000Z', 1]);
  const ticking = new FakeClock('2026-01-01', 5);
  expect([ticking.now(), ticking.now()].map((now) => now.slice(-5))).toEqual(['.000Z', '.005Z']);
  expect(() => clock.advance(-1)).toThrow('backwards');
  expect(() => clock.set('yesterday')).toThrow('no time');
});

test('identifiers are UUIDs in order, and differ by series', () => {
  const ids = new SequentialIds();
  const made = [ids.next(), ids.next(), new SequentialIds(1).next()];
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(3);
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-/);
});

test('a seed is taken from the environment, and the same seed gives the same chance', () => {
  process.env['TAMANI_TEST_SEED'] = '42';
  delete process.env['TAMANI_TEST_FULL'];
  expect(seeded('sample', { runs: 7 }).parameters).toEqual({ seed: 42, numRuns: 7 });
  process.env['TAMANI_TEST_FULL'] = '1';
  expect(seeded('sample', { runs: 7 }).numRuns).toBe(70);
  const { random } = seeded('sample', { runs: 7, fullRuns: 8 });
  const numbers = (from = random()) => Array.from({ length: 20 }, () => from.below(1_000));
  expect(numbers()).toEqual(numbers());
  expect(numbers(randomOf(43))).not.toEqual(numbers());
  process.env['TAMANI_TEST_SEED'] = 'many';
  expect(() => seeded('sample')).toThrow('no whole number');
});
