import { expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import fc from 'fast-check';
import { v5 } from 'uuid';
import { eventId } from './index.js';

test('the id of an event is the UUIDv5 of the library, whatever the content', () => {
  const property = fc.property(
    fc.uuid(),
    fc.nat(),
    fc.string({ unit: 'grapheme' }),
    (commandId, index, content) => {
      const name = `${index}\n${content}`;
      expect(eventId(commandId, index, content)).toBe(v5(name, commandId));
    },
  );
  fc.assert(property, seeded('ids').parameters);
});
