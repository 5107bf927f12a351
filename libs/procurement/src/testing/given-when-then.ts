import { expect } from '@jest/globals';
import { fold, invariant, type Decider, type DomainEvent, type ErrorParams } from '@tamani/kernel';

/**
 * Given events, when a command, then events or a refusal. Every event, given or decided, is
 * checked against its schema, so that a spec cannot pass on events that could not be stored.
 */
export function givenWhenThen<S, C, E extends DomainEvent, F>(decider: Decider<S, C, E, F>) {
  const checked = (events: readonly E[]): readonly E[] => {
    for (const event of events) {
      const spec = decider.events[event.type];
      invariant(spec, `event type without a codec: ${event.type}`);
      spec.data.parse(event.data);
    }
    return events;
  };
  return {
    given: (...events: readonly E[]) => {
      const state = fold(decider, checked(events));
      return {
        state,
        when: (command: C, facts: F = {} as F) => {
          const result = decider.decide(command, state, facts);
          const decided = () => {
            invariant(result.ok, `refused: ${result.ok ? '' : JSON.stringify(result.error)}`);
            return checked(result.value);
          };
          return {
            /** The events, each at least with what is named here. */
            then: (...expected: readonly { type: E['type']; data?: object }[]) => {
              expect(decided()).toMatchObject(expected);
              expect(decided()).toHaveLength(expected.length);
            },
            nothing: () => expect(decided()).toEqual([]),
            refused: (code: string, params: ErrorParams = {}) => {
              expect(result).toMatchObject({ ok: false, error: { code } });
              if (!result.ok) expect(result.error.params ?? {}).toMatchObject(params);
            },
            events: decided,
            state: () => fold(decider, decided(), state),
          };
        },
      };
    },
  };
}
