import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import type { Coding } from '../shared/vocabulary.js';
import { lineKey, lineKeyId, type LineKeyEvent } from './line-key.decide.js';

const { given } = givenWhenThen(lineKey);
const claim = (budgetLineId: string) =>
  ({ type: 'ClaimKey', budgetLineId, reference: `BL-${budgetLineId}` }) as const;
const held: readonly LineKeyEvent[] = [
  { type: 'LineKeyClaimed', data: { budgetLineId: 'l1', reference: 'BL-l1' } },
];

describe('the key of budget lines', () => {
  test('is held by one line until that is closed', () => {
    given([])
      .when(claim('l1'))
      .thenLike([{ type: 'LineKeyClaimed' }]);
    given(held).when(claim('l1')).thenNothing();
    given(held)
      .when(claim('l2'))
      .thenLike([{ type: 'LineKeyRefused', data: { refusal: { params: { first: 'BL-l1' } } } }]);
    given(held).when({ type: 'ReleaseKey', budgetLineId: 'l2' }).thenNothing();
    given(held).when({ type: 'ReleaseKey', budgetLineId: 'l1' }).thenState({ holder: null });
  });

  test('is fund, year, axis, class and project, and nothing else', () => {
    const coding: Coding = {
      ...{ fund: 'F', fiscalYear: '2026-27', axis: 'border_security', spendClass: 'equipment' },
      ...{ projectId: null, institution: null, region: null, donor: null },
    };
    expect(lineKeyId({ ...coding, donor: 'Japon' })).toBe(lineKeyId(coding));
    const others = [{ fund: 'G' }, { fiscalYear: '2027-28' }, { projectId: 'p1' }];
    const ids = others.map((other) => lineKeyId({ ...coding, ...other }));
    expect(new Set([...ids, lineKeyId(coding)]).size).toBe(4);
  });
});
