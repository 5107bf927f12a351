import { derivedId } from '@tamani/kernel';
import type { NewEvent } from '@tamani/ports';

/** An event with an id of its name: the same name gives the same event again. */
export const eventNamed = (name: string, padding = 100): NewEvent => ({
  id: derivedId('test-event', name),
  type: 'test.Written',
  data: JSON.stringify({ append: name, of: 1 }),
  meta: JSON.stringify({ padding: 'm'.repeat(padding) }),
});
