import { expect, test } from '@jest/globals';
import { errorSpec, sharesIdentity, withPerson } from '@tamani/kernel';
import { segregation } from './segregation.js';

const moussa = { id: 'moussa' };

test('the same person, with and without delegation', () => {
  expect(sharesIdentity(moussa, { id: 'moussa', onBehalfOf: 'awa' })).toBe(true);
  expect(sharesIdentity({ id: 'x', onBehalfOf: 'moussa' }, moussa)).toBe(true);
  expect(sharesIdentity({ id: 'x', onBehalfOf: 'awa' }, { id: 'y', onBehalfOf: 'awa' })).toBe(true);
  expect(sharesIdentity({ id: 'x', onBehalfOf: 'awa' }, moussa)).toBe(false);
});

test('each pair of duties has its own code, a 409', () => {
  for (const code of Object.keys(segregation)) expect(errorSpec(code)).toEqual({ status: 409 });
});

test('a person is recorded once, each delegation separately', () => {
  const delegate = { id: 'moussa', onBehalfOf: 'awa' };
  expect(withPerson([moussa], moussa)).toEqual([moussa]);
  expect(withPerson([moussa], delegate)).toEqual([moussa, delegate]);
});
