import { expect, test } from '@jest/globals';
import { committedApi } from './described-fetch.js';

const api = committedApi();
const problem = {
  type: '/docs/problems/token_required',
  title: 'Token required',
  status: 401,
  detail: 'Send a token.',
  instance: '/v1/me',
  code: 'token_required',
  traceId: '0',
};
const found = (path: string, { status = 401, media = 'application/problem+json', body = {} }) =>
  api.problemOf(
    { method: 'GET', path },
    new Response('', { status, headers: { 'content-type': media } }),
    JSON.stringify({ ...problem, ...body }),
  );

test('an answer as described is none of its problems', () => {
  expect(found('/v1/me', {})).toBeUndefined();
  expect(found('/v1/vendors/VEN-2026-0001', {})).toBeUndefined();
});

test.each([
  ['a code of another route', { body: { code: 'vendor_unknown' } }, 'allowed values'],
  ['a member of another type', { body: { title: 1 } }, 'title must be string'],
  ['a media type', { media: 'text/html' }, 'media type text/html'],
  ['a status', { status: 418 }, 'status 418'],
] as const)('%s that is not described is', (_, answer, difference) => {
  expect(found('/v1/me', answer)).toContain(difference);
});

test('so is a path that is not described', () => {
  expect(found('/v1/mine', {})).toContain('status 401');
});
