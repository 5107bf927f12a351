import { expect, test } from '@jest/globals';
import { RateLimiter } from './rate-limit.js';

const limiter = (at: { ms: number }) =>
  new RateLimiter({ requests: 3, windowSeconds: 10, atOnce: 2 }, () => at.ms);

test('a client has so many requests in a window; then its next window begins', () => {
  const at = { ms: 0 };
  const limits = limiter(at);
  const left = [1, 2, 3, 4].map(() => limits.count('amina'));
  expect(left.map(({ isExceeded }) => isExceeded)).toEqual([false, false, false, true]);
  expect(left.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
  at.ms = 9_001;
  expect(limits.count('amina')).toEqual({ isExceeded: true, remaining: 0, resetSeconds: 1 });
  at.ms = 10_000;
  expect(limits.count('amina')).toEqual({ isExceeded: false, remaining: 2, resetSeconds: 10 });
});

test('one client takes nothing of another', () => {
  const limits = limiter({ ms: 0 });
  for (let n = 0; n < 10; n += 1) limits.count('amina');
  expect(limits.count('moussa').isExceeded).toBe(false);
});

test('so many at a time: a place is free again when it is left, once', () => {
  const limits = limiter({ ms: 0 });
  const [first, second] = [limits.enter('amina'), limits.enter('amina')];
  expect([first, second].every((place) => place !== undefined)).toBe(true);
  expect(limits.enter('amina')).toBeUndefined();
  expect(limits.enter('moussa')).toBeDefined();
  first?.();
  expect(limits.enter('amina')).toBeDefined();
  expect(limits.enter('amina')).toBeUndefined();
});

test('a flood of names is not kept', () => {
  const at = { ms: 0 };
  const limits = limiter(at);
  for (let n = 0; n < 20_000; n += 1) limits.count(`name ${n}`);
  const kept = (limits as unknown as { windows: Map<string, unknown> }).windows;
  expect(kept.size).toBeLessThanOrEqual(10_000);
  at.ms = 20_000;
  limits.count('amina');
  expect(kept.size).toBe(1);
});
