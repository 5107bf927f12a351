import { expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing';
import fc from 'fast-check';
import { Lru } from './lru.js';

const keysOf = (lru: Lru<string, number>, keys: readonly string[]) =>
  keys.filter((key) => lru.get(key) !== undefined);

test('the least recently used entries go first, and the weight is that of the rest', () => {
  const lru = new Lru<string, number>(10, (weight) => weight);
  lru.set('a', 4);
  lru.set('b', 4);
  lru.get('a');
  lru.set('c', 4);
  expect(lru.weight).toBe(8);
  expect(keysOf(lru, ['a', 'b', 'c'])).toEqual(['a', 'c']);
  lru.set('a', 1);
  lru.delete('no such');
  expect(lru.weight).toBe(5);
});

test('one that is heavier than all that may be kept stays alone, until another comes', () => {
  const lru = new Lru<string, number>(10, (weight) => weight);
  lru.set('a', 4);
  lru.set('heavy', 99);
  expect(keysOf(lru, ['a', 'heavy'])).toEqual(['heavy']);
  lru.set('b', 1);
  expect(keysOf(lru, ['heavy', 'b'])).toEqual(['b']);
  expect(lru.weight).toBe(1);
});

test('the weight stays at most what is allowed, or that of the last entry', () => {
  const entry = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 1, max: 20 }));
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const lru = new Lru<string, number>(30, (weight) => weight);
      for (const [key, weight] of entries) {
        lru.set(key, weight);
        expect(lru.get(key)).toBe(weight);
        expect(lru.weight).toBeLessThanOrEqual(Math.max(30, weight));
      }
      const kept = ['a', 'b', 'c', 'd', 'e'].map((key) => lru.get(key) ?? 0);
      expect(lru.weight).toBe(kept.reduce((sum, weight) => sum + weight, 0));
    }),
    seeded('lru', { runs: 200 }).parameters,
  );
});
