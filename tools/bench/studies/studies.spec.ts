import { describe, expect, test } from '@jest/globals';
import { goalsTable } from '../goals.mjs';
import { events, growthOf, growthTable } from './growth-table.mjs';
import { readsOf } from './growth-reads.mjs';
import { flatness, soakTable } from './soak-table.mjs';

describe('growth', () => {
  const cost = { name: 'command, CPU', unit: 'µs', rounds: [[100, 200], [], [120, 210]] };

  test('the ratio is the largest size to the smallest, of rounds that ran side by side', () => {
    expect(growthOf(cost)).toEqual({ ratio: 1.125, atLast: 165 });
  });

  test('a goal says whether it is reached, by the ratio or by the figure at the largest size', () => {
    const list = { name: '/v1/spend', unit: 'ms', rounds: [[10], [20], [31]], most: 30 };
    const rounds = [[100], [101], [105]];
    const text = growthTable(
      [10_000, 100_000, 1_000_000],
      [
        { ...cost, rounds, ratioMost: 1.1 },
        { ...cost, name: 'written', rounds: [[100], [101], [115]], ratioMost: 1.1 },
        list,
        { ...list, name: 'a page', most: undefined },
      ],
    );
    expect(text).toMatch(/^ +unit +10k +100k +1M +last ÷ first +goal/m);
    expect(text).toMatch(
      /^command, CPU +µs +100\.0 +101\.0 +105\.0 +1\.05 +ratio ≤ 1\.1 +reached$/m,
    );
    expect(text).toMatch(/^written .* 1\.15 +ratio ≤ 1\.1 +not reached$/m);
    expect(text).toMatch(/^\/v1\/spend .* 3\.10 +≤ 30 ms +not reached$/m);
    expect(text).toMatch(/^a page .* 3\.10$/m);
  });

  test('sizes are written short where they are round', () => {
    expect([2_000, 1_000_000, 1_500].map(events)).toEqual(['2k', '1M', '1500']);
  });

  test('every list of the API is read, every filter of the events by its name', () => {
    const get = { parameters: [{ name: 'limit' }] };
    const paths = { '/v1/vendors': { get }, '/v1/me': { get: {} }, '/v1/events': { get } };
    const header = {
      ...{ id: 'e1', type: 'FundsReserved', stream: 'budgets.BudgetLine-7' },
      ...{ actor: { id: 'buyer' }, commandId: 'c1', correlationId: 'r1' },
    };
    const early = { ...header, recordedAt: '2026-09-01T00:00:00.000Z' };
    const middle = { ...header, recordedAt: '2026-09-02T00:00:00.000Z' };
    const reads = readsOf({ paths }, { early, middle, today: '2026-09-03' });
    const names = reads.map(({ name }) => name);
    expect(names.filter((name) => !/spend|events/.test(name))).toEqual(['/v1/vendors']);
    expect(names).toEqual(new Set(names).size === names.length ? names : []);
    expect(reads.find(({ name }) => name === '/v1/events?category')?.path).toBe(
      '/v1/events?category=budgets.BudgetLine',
    );
    expect(names).toEqual(
      expect.arrayContaining(['/v1/events?from&to', '/v1/spend?groupBy=month']),
    );
  });
});

describe('a soak', () => {
  const MB = 2 ** 20;
  const start = {
    cpuUs: 0,
    writtenBytes: 0,
    rssBytes: 100 * MB,
    peakBytes: 100 * MB,
    heapBytes: 50 * MB,
  };
  const run = (p99: (tenth: number) => number, rssMb: (tenth: number) => number) =>
    Array.from({ length: 10 }, (_, n) => ({
      seconds: 2,
      latencies: [1, 1, p99(n)],
      usage: {
        cpuUs: 6_000 * (n + 1),
        writtenBytes: 30_000 * (n + 1),
        rssBytes: rssMb(n) * MB,
        peakBytes: (rssMb(n) + 10) * MB,
        heapBytes: 60 * MB,
      },
    }));

  test('each tenth has its own processor time and bytes, by command', () => {
    const [head, first, second] = soakTable(
      run(
        () => 2,
        () => 200,
      ),
      start,
    );
    expect(head).toMatch(/^tenth +command\/s/);
    expect(first).toMatch(/^1 +2 +1\.0 +2\.0 +2\.00 +10\.0 +200 +60$/);
    expect(second?.slice(1)).toBe(first?.slice(1));
  });

  test('an end like its beginning is flat; the first tenth warms up, and does not count', () => {
    const flat = flatness(
      run(
        (n) => (n === 0 ? 90 : 4),
        (n) => (n === 0 ? 150 : 300),
      ),
    );
    expect(flat).toEqual({ p50: 1, p99: 1, rss: 1, peakMb: 310 });
  });

  test('memory or latency that grows is seen', () => {
    const grown = flatness(
      run(
        (n) => 10 + n * 10,
        (n) => 100 + n * 40,
      ),
    );
    expect(grown.rss).toBeCloseTo(460 / 220);
    expect(grown.p99).toBeGreaterThan(2);
    const goals = goalsTable([{ name: 'soak', text: '', figures: grown, ok: true }]);
    expect(goals).toMatch(/^resident memory of a soak .* 470\.00 +not reached$/m);
    expect(goals).toMatch(/^p99 of a soak.* not reached$/m);
  });
});
