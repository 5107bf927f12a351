import { describe, expect, test } from '@jest/globals';
import { errorSpec, ok, type Decider, type Person } from '@tamani/kernel';
import { dutyProblem, duties, exclusive, segregation, type Chain } from '../shared/segregation.js';
import { dutiful } from './dutiful.js';

const moussa: Person = { id: 'moussa' };
const forMoussa: Person = { id: 'awa', onBehalfOf: 'moussa' };

describe('two duties of one chain', () => {
  test.each(exclusive.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]))(
    'who was %s may not be %s, whatever came first, nor by delegation',
    (first, now) => {
      const chain: Chain = [{ duty: first, person: moussa }];
      const code = dutyProblem(now, moussa, chain)?.code ?? '';
      expect(Object.keys(segregation)).toContain(code);
      expect(errorSpec(code)).toEqual({ status: 409 });
      expect(dutyProblem(now, forMoussa, chain)?.code).toBe(code);
      expect(dutyProblem(now, moussa, [{ duty: first, person: forMoussa }])?.code).toBe(code);
      expect(dutyProblem(now, { id: 'issa' }, chain)).toBeUndefined();
    },
  );

  test('every other pair goes together, and the same duty again does', () => {
    const isExclusive = (one: string, other: string) =>
      exclusive.some((pair) => pair.includes(one as never) && pair.includes(other as never));
    for (const first of duties) {
      for (const now of duties) {
        const refusal = dutyProblem(now, moussa, [{ duty: first, person: moussa }]);
        expect([first, now, refusal !== undefined]).toEqual([
          first,
          now,
          first !== now && isExclusive(first, now),
        ]);
      }
    }
  });

  test('of several people, one is enough', () => {
    const chain: Chain = [{ duty: 'clerk', person: moussa }];
    expect(dutyProblem('receiver', [{ id: 'issa' }, forMoussa], chain)).toEqual({
      code: 'segregation_clerk_receives',
      params: { who: 'moussa' },
    });
  });
});

describe('a decider held against the chain', () => {
  interface Sign {
    readonly type: 'Sign' | 'Read';
    readonly by: Person;
  }
  type Signed = { readonly type: 'Signed'; readonly data: object };
  const letter: Decider<boolean, Sign, Signed> = {
    category: 'test.Letter',
    events: {},
    initial: false,
    evolve: () => true,
    decide: (_, signed) => ok(signed ? [] : [{ type: 'Signed', data: {} }]),
  };
  const { decide } = dutiful(letter, { Sign: 'buyer' });
  const chain: Chain = [{ duty: 'certifier', person: moussa }];
  const facts = { id: '1', chain } as never;

  test('refuses the act to who has had another duty, and only that act', () => {
    expect(decide({ type: 'Sign', by: moussa }, false, facts)).toMatchObject({
      ok: false,
      error: { code: 'segregation_certifier_buys' },
    });
    expect(decide({ type: 'Sign', by: { id: 'issa' } }, false, facts).ok).toBe(true);
    expect(decide({ type: 'Read', by: moussa }, false, facts).ok).toBe(true);
  });

  test('what has no effect is nobody’s act', () => {
    expect(decide({ type: 'Sign', by: moussa }, true, facts)).toEqual(ok([]));
  });
});
