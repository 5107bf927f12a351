import { describe, expect, test } from '@jest/globals';
import type { Person } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  commit,
  deliver,
  factsAt,
  openWith,
  requisitioner,
  reserve,
  usd,
} from '../../../../../testing/budget-line.js';
import type { BudgetLineCommand } from '../../budget-line.commands.js';
import { budgetLine } from '../../budget-line.decide.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';

const { given } = givenWhenThen(budgetLine);
const september = factsAt('2026-09-15');
const october = factsAt('2026-10-12');
type Step = readonly [BudgetLineCommand, ReturnType<typeof factsAt>];
const after = (history: readonly BudgetLineEvent[], ...steps: readonly Step[]) =>
  steps.reduce(
    (events, [command, facts]) => [...events, ...given(events).when(command, facts).events()],
    history,
  );
const open = openWith('10000.00');
const moussa: Person = { id: 'moussa' };

/** 10,000.00 of 10,000.00; at the rate of October 10,069.44. */
const purchase: readonly Step[] = [
  [reserve('r1', 5_800_000), september],
  [commit('o1', 5_800_000, { lastOfReservation: true }), september],
  [deliver('d1', 5_800_000), october],
];
const authorise = (by: Person): BudgetLineCommand => ({
  type: 'AuthoriseOverrun',
  ...{ cap: usd('100.00'), expiresOn: '2026-12-31', authority: 'Chef de section' },
  ...{ reason: 'Rate', by, today: '2026-10-13' },
});
const refusal = 'segregation_requisitioner_authorises_overrun';

describe('an overrun', () => {
  test.each<Person>([
    requisitioner,
    { id: 'awa', onBehalfOf: 'requisitioner' },
    { id: 'requisitioner', onBehalfOf: 'moussa' },
  ])('is not authorised by whoever asked for the goods, in either face: %j', (person) => {
    const who = person.onBehalfOf ?? person.id;
    given(after(open, ...purchase))
      .when(authorise(person), october)
      .thenRejected(refusal, { who });
  });

  test('is authorised by somebody else, and the delivery is accrued', () => {
    given(after(open, ...purchase))
      .when(authorise(moussa), october)
      .thenState({ held: [], figures: { expended: 1_006_944n } });
  });

  test('is held against everybody who has asked for goods on the line, also in vain', () => {
    const [inVain] = after(open, [reserve('r2', 9_000_000), september]).slice(-1);
    expect(inVain?.type).toBe('ReservationRejected');
    given(after(open, [reserve('r2', 9_000_000), september]))
      .when(authorise(requisitioner), october)
      .thenRejected(refusal);
    given(open)
      .when(authorise(requisitioner), october)
      .thenLike([{ type: 'OverrunAuthorised' }]);
  });

  test('is of no use for goods that its authority asks for afterwards', () => {
    const last = (by: Person) =>
      after(open, [authorise(by), september], ...purchase).map(({ type }) => type);
    expect(last(requisitioner).at(-1)).toBe('DeliveryHeld');
    expect(last(moussa)).not.toContain('DeliveryHeld');
  });
});
