import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LOG_TIME_ZERO, logTimeAfter, logTimeOf } from './log-time.js';

describe('the time of the log', () => {
  test.each([
    [undefined, '2026-11-25T09:00:00.001Z', '2026-11-25T09:00:00.001000Z'],
    [LOG_TIME_ZERO, '2026-11-25T09:00:00.001Z', '2026-11-25T09:00:00.001000Z'],
    ['2026-11-25T09:00:00.001000Z', '2026-11-25T09:00:00.001Z', '2026-11-25T09:00:00.001001Z'],
    ['2026-11-25T09:00:00.001999Z', '2026-11-25T09:00:00.001Z', '2026-11-25T09:00:00.002000Z'],
    ['2026-12-31T23:59:59.999999Z', '2026-11-25T09:00:00.000Z', '2027-01-01T00:00:00.000000Z'],
  ])('after %s an event recorded at %s has %s', (previous, recordedAt, time) => {
    expect(logTimeAfter(previous, recordedAt)).toBe(time);
  });

  test('increases with every event, is never before its recording, and is a moment', () => {
    const recorded = fc.integer({ min: 0, max: 3 }).map((ms) => `2026-11-25T09:00:00.00${ms}Z`);
    fc.assert(
      fc.property(fc.array(recorded, { maxLength: 50 }), (all) => {
        let last: string | undefined;
        for (const recordedAt of all) {
          const time = logTimeAfter(last, recordedAt);
          expect(last === undefined || time > last).toBe(true);
          expect(Date.parse(time)).toBeGreaterThanOrEqual(Date.parse(recordedAt));
          last = time;
        }
      }),
    );
  });

  test.each([
    ['2026-10-31', '2026-10-31T23:59:59.999999Z'],
    ['2026-10-31T10:00:00Z', '2026-10-31T10:00:00.000999Z'],
    ['2026-10-31T10:00:00.12Z', '2026-10-31T10:00:00.120999Z'],
    ['2026-10-31T10:00:00.1234Z', '2026-10-31T10:00:00.123400Z'],
    ['2026-10-31T10:00:00.123456Z', '2026-10-31T10:00:00.123456Z'],
    ['2026-10-31T10:00:00.123456789Z', '2026-10-31T10:00:00.123456Z'],
  ])('%s is %s', (text, time) => {
    expect(logTimeOf(text)).toBe(time);
  });
});
