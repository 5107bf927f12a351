import { describe, expect, test } from '@jest/globals';
import { limitsOn } from '../domain/project/qip-limits.js';
import { gazetteer, gazetteerOf } from './gazetteer.js';
import { projectAggregateOf } from './project.facts.js';
import { qipLimitsHistory } from './qip-limits.js';

describe('the gazetteer', () => {
  test.each([
    ['ML07', 'Gao'],
    ['ML04', 'Ségou'],
    ['ML10', 'Ménaka'],
  ])('%s is the region of %s', (pcode, name) => {
    expect(gazetteer.region(pcode)).toEqual({ pcode, name, region: pcode });
  });

  test.each([
    ['ML0701', 'Ansongo'],
    ['ML0702', 'Bourem'],
    ['ML0703', 'Gao'],
    ['ML070301', 'Gao'],
  ])('%s lies in the cercle of %s', (pcode, name) => {
    expect(gazetteer.cercleOf(pcode)).toMatchObject({ name, region: 'ML07' });
  });

  test.each(['ML77', 'ML0799', 'ML07', 'ml0703', 'ML07031', 'ML0703x1', 'NE0703', ''])(
    '%s is no cercle of the country',
    (pcode) => expect(gazetteer.cercleOf(pcode)).toBeUndefined(),
  );

  test('a cercle is no region', () => expect(gazetteer.region('ML0703')).toBeUndefined());

  test('a malformed file is refused', () => {
    expect(() => gazetteerOf('{"regions":[]}')).toThrow();
  });
});

describe('the limits of quick impact projects', () => {
  const ceiling = { amount: '50000.00', currency: 'USD' };
  const first = { from: '2020-01-01', ceiling, maxMonths: 6, source: 'a' };
  const second = { ...first, from: '2026-07-01', maxMonths: 9, source: 'b' };

  test('today, a QIP costs at most 50,000 USD and lasts at most six months', () => {
    expect(limitsOn(qipLimitsHistory, '2026-09-15')).toMatchObject({ ceiling, maxMonths: 6 });
  });

  test('limits hold from their date, whatever their order in the file', () => {
    for (const history of [
      [first, second],
      [second, first],
    ]) {
      expect(limitsOn(history, '2019-12-31')).toBeUndefined();
      expect(limitsOn(history, '2026-06-30')).toBe(first);
      expect(limitsOn(history, '2026-07-01')).toBe(second);
    }
  });

  test('the date of the command selects the limits', async () => {
    const read = { id: 'p1', state: () => Promise.reject(new Error('reads no stream')) };
    const submit = { type: 'SubmitProject', by: { id: 'x' }, today: '2026-07-01' } as const;
    const { decider, facts } = projectAggregateOf(gazetteer, [first, second]);
    const known = await facts.SubmitProject(submit, decider.initial, read);
    expect(known.qipLimits).toBe(second);
  });
});
