import { expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing';
import fc from 'fast-check';
import { emptyRegister, findIn, put, valuesOf, type Register } from './register.js';

test('is an immutable map, for any ids', () => {
  const id = fc.oneof(fc.uuid(), fc.string(), fc.constantFrom('toString', '__proto__', ''));
  const entries = fc.array(fc.tuple(id, fc.integer()), { maxLength: 200, size: 'max' });
  fc.assert(
    fc.property(entries, (all) => {
      const map = new Map<string, number>();
      let register: Register<number> = emptyRegister();
      for (const [key, value] of all) {
        const before = register;
        const known = findIn(before, key);
        register = put(register, key, value);
        map.set(key, value);
        expect(findIn(before, key)).toBe(known);
      }
      for (const [key, value] of map) expect(findIn(register, key)).toBe(value);
      expect(findIn(register, 'not there at all')).toBeUndefined();
      expect([...valuesOf(register)].sort()).toEqual([...map.values()].sort());
    }),
    seeded('register', { runs: 30 }).parameters,
  );
});

test('ids with the same hash are kept apart', () => {
  // Two pairs of one FNV-1a hash each.
  const ids = ['costarring', 'liquid', 'declinate', 'macallums'];
  const register = ids.reduce((r, id, n) => put(r, id, n), emptyRegister<number>());
  expect(ids.map((id) => findIn(register, id))).toEqual([0, 1, 2, 3]);
});
