import { describe, expect, test } from '@jest/globals';
import { policyOn } from '../domain/project/qip-policy.js';
import { gazetteer, gazetteerOf } from './gazetteer.js';
import { projectAggregateOf } from './project.facts.js';
import { qipPolicies } from './qip-policies.js';

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

describe('the policies on quick impact projects', () => {
  const ceiling = { amount: '50000.00', currency: 'USD' };
  const first = { from: '2020-01-01', ceiling, maxMonths: 6, source: 'a' };
  const second = { ...first, from: '2026-07-01', maxMonths: 9, source: 'b' };

  test('today, a QIP costs at most 50,000 USD and lasts at most six months', () => {
    expect(policyOn(qipPolicies, '2026-09-15')).toMatchObject({ ceiling, maxMonths: 6 });
  });

  test('each holds from its day on, whatever their order in the file', () => {
    for (const policies of [
      [first, second],
      [second, first],
    ]) {
      expect(policyOn(policies, '2019-12-31')).toBeUndefined();
      expect(policyOn(policies, '2026-06-30')).toBe(first);
      expect(policyOn(policies, '2026-07-01')).toBe(second);
    }
  });

  test('the day of the command picks it', async () => {
    const read = { state: () => Promise.reject(new Error('reads no stream')) };
    const submit = { type: 'SubmitProject', by: { id: 'x' }, today: '2026-07-01' } as const;
    const { decider, facts } = projectAggregateOf(gazetteer, [first, second]);
    const known = await facts.SubmitProject(submit, decider.initial, read, 'p1');
    expect(known.qipPolicy).toBe(second);
  });
});
