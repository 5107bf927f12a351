import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { derivedId, eventId } from './ids.js';

const seed = Number(process.env['TAMANI_TEST_SEED'] ?? Date.now() % 0x7fffffff);
process.stderr.write(`ids: TAMANI_TEST_SEED=${seed}\n`);

const NAMESPACE = '6f1d7f0a-5d0e-5c1b-9d39-7a3c2f4e8b10';
const name = fc.string({ unit: 'grapheme', maxLength: 300 });

describe('a derived id', () => {
  test('is the UUIDv5 of its parts', () => {
    const parts = fc.array(name, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, (given) => {
        expect(derivedId(...given)).toBe(v5(given.join('\n'), NAMESPACE));
      }),
      { seed, numRuns: 500 },
    );
  });

  test('of an event is the UUIDv5 of its number and content under its command', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(), name, (commandId, index, content) => {
        expect(eventId(commandId, index, content)).toBe(v5(`${index}\n${content}`, commandId));
      }),
      { seed, numRuns: 500 },
    );
  });

  test('has a UUID for its namespace', () => {
    expect(() => eventId('k', 0, '')).toThrow('no namespace: k');
  });
});
