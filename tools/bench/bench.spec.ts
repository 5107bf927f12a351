import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenarios } from './scenarios/append.mjs';
import { scenarios as readsScenarios } from './scenarios/reads.mjs';
import { goalsTable } from './goals.mjs';
import { summary, table } from './support/report.mjs';
import { EVENT_BYTES, eventMaker, seeded } from './support/seeded.mjs';
import { quantile, ratios, spread } from './support/statistics.mjs';

const RUN = fileURLToPath(new URL('run.mjs', import.meta.url));

describe('the command line', () => {
  const bench = (...words: readonly string[]) =>
    spawnSync(process.execPath, [RUN, ...words], { encoding: 'utf8' });

  test('--help prints help; an unknown flag is named, without a stack', () => {
    const { status, stdout } = bench('--help');
    expect([status, stdout]).toEqual([0, expect.stringContaining('--rounds n')]);
    const { status: code, stderr } = bench('--frob');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/--frob/)]);
    const { status: few, stderr: why } = bench('soak', '--purchases', '3');
    expect([few, why]).toEqual([2, expect.stringMatching(/--purchases: 10 at least/)]);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

test('both sides of the purchases start, and stop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tamani-bench-'));
  const scenario = new URL('scenarios/command-purchase.mjs', import.meta.url).href;
  const script = `const { contenders } = await import('${scenario}');
    for (const side of Object.values(contenders)) await (await side('${folder}')).close();`;
  try {
    const node = ['--input-type=module', '--eval', script];
    const { status, stderr } = spawnSync(process.execPath, node, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('figures of the benchmarks', () => {
  test('median, quantiles, spread', () => {
    expect(spread([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 });
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([7], 0.99)).toBe(7);
    expect(() => quantile([], 0.5)).toThrow('no values');
  });

  test('a ratio is that of each pair, not of the medians', () => {
    expect(ratios([10, 40], [10, 20])).toEqual({ median: 1.5, min: 1, max: 2 });
  });

  test('throughput is compared by operations a second, latency by its median', () => {
    const round = (operations: number, p50Ms: number) => ({
      operations,
      seconds: 2,
      cpuUs: 100,
      rssBytes: 2 ** 20,
      writtenBytes: 500,
      p50Ms,
      p99Ms: 9,
    });
    const results = { subject: [round(50, 3)], control: [round(100, 2)] };
    const [w1, w64] = scenarios.map((scenario) => summary(scenario, results));
    expect(w64?.ratio.median).toBe(0.5);
    expect(w1?.ratio.median).toBe(1.5);
    expect(w64?.subject.cpuUsPerOperation.median).toBe(2);
    expect(table(w64 ? [w64] : [])).toMatch(/tamani W64 +25 \(25–25\) .*ratio 0\.50/s);
    const goals = goalsTable(w64 ? [w64] : []);
    expect(goals).toMatch(/^append W64 ÷ raw log +0\.56–0\.66 +0\.8 +0\.9 +0\.50 +not reached$/m);
    expect(goals).toMatch(/^append W64, p99 ÷ p50 +6\.4 +≤ 3 +≤ 2 +3\.00 +reached$/m);
    expect(goals).not.toMatch(/rebuild/);
  });

  test('a command beside reads is compared by its p99, a goal without an aim has none', () => {
    const round = (p99Ms: number) => ({
      ...{ operations: 10, seconds: 1, cpuUs: 1, rssBytes: 1, writtenBytes: 1 },
      ...{ p50Ms: 1, p99Ms },
    });
    const [scenario] = readsScenarios;
    if (!scenario) throw new Error('no scenario');
    const one = summary(scenario, { subject: [round(30)], control: [round(10)] });
    expect(table([one])).toMatch(/ratio 3\.00 .*p99 ÷ p99, lower is better, target 2/);
    expect(goalsTable([one])).toMatch(/^p99 of a command .* ≤ 2 +3\.00 +not reached$/m);
  });

  test('events have the stated size, an id each, and are the same by seed', () => {
    const make = eventMaker(seeded(1));
    const again = eventMaker(seeded(1));
    const events = Array.from({ length: 2_000 }, make);
    expect(new Set(events.map((event) => event.id)).size).toBe(2_000);
    for (const { data, meta } of events) expect((data + meta).length).toBe(EVENT_BYTES);
    expect(events.map((event) => event.data)).toEqual(events.map(() => again().data));
  });
});
