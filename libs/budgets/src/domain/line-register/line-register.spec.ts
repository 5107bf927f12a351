import { describe, expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { lineRegister, type LineRegisterEvent } from './line-register.decide.js';

const { given } = givenWhenThen(lineRegister);
const registered = (budgetLineId: string): LineRegisterEvent => ({
  type: 'LineRegistered',
  data: { budgetLineId },
});
const two = [registered('l1'), registered('l2')];
const fence = (closing = 1) => ({ type: 'FenceMonth', month: '2026-10', closing }) as const;
const record = (budgetLineId: string, closing = 1) =>
  ({ type: 'RecordFence', month: '2026-10', closing, budgetLineId }) as const;
const of = { month: '2026-10', closing: 1 };

describe('the register of budget lines', () => {
  test('knows a line once', () => {
    const register = { type: 'RegisterLine', budgetLineId: 'l1' } as const;
    given()
      .when(register)
      .then([registered('l1')]);
    given(two).when(register).thenNothing();
  });

  test('asks all lines for a fence, and says when the last has it', () => {
    const asked = given(two).when(fence());
    asked.then([{ type: 'FencesRequested', data: { ...of, budgetLineIds: ['l1', 'l2'] } }]);
    const history = [...two, ...asked.events()];
    const one = given(history).when(record('l1'));
    one.then([{ type: 'FenceRecorded', data: { ...of, budgetLineId: 'l1' } }]);
    given([...history, ...one.events()])
      .when(record('l1'))
      .thenNothing();
    given([...history, ...one.events()])
      .when(record('l2'))
      .then([
        { type: 'FenceRecorded', data: { ...of, budgetLineId: 'l2' } },
        { type: 'MonthFenced', data: of },
      ]);
  });

  test('does not wait where there is no line', () => {
    given()
      .when(fence())
      .then([
        { type: 'FencesRequested', data: { ...of, budgetLineIds: [] } },
        { type: 'MonthFenced', data: of },
      ]);
  });

  test('asks once for each closing, and counts no fence of an earlier one', () => {
    const first = [...two, ...given(two).when(fence()).events()];
    given(first).when(fence()).thenNothing();
    const second = [...first, ...given(first).when(fence(2)).events()];
    expect(fold(lineRegister, second).months['2026-10']?.awaited).toEqual(['l1', 'l2']);
    given(second).when(record('l1')).thenNothing();
    given(second).when(fence()).thenNothing();
  });

  test('asks in parts that fit into an event', () => {
    const many = Array.from({ length: 1_201 }, (_, n) => registered(`l${n}`));
    const asked = given(many).when(fence()).events();
    expect(
      asked.map(({ data }) => ('budgetLineIds' in data ? data.budgetLineIds.length : 0)),
    ).toEqual([500, 500, 201]);
    const { awaited } = fold(lineRegister, [...many, ...asked]).months['2026-10'] ?? {};
    expect(awaited).toHaveLength(1_201);
  });
});
