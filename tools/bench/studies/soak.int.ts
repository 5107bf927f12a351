import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BENCH = fileURLToPath(new URL('../run.mjs', import.meta.url));
const PURCHASES = process.env['TAMANI_TEST_FULL'] === '1' ? 200 : 10;
/** Resident at most, of a process whose heap is 256 MB: the goal of the long soak. */
const MOST_MB = 400;

describe('purchases without a pause on a small heap', () => {
  const soak = (...words: readonly string[]) =>
    spawnSync(process.execPath, [BENCH, 'soak', '--no-build', ...words], { encoding: 'utf8' });

  test('the process lives, its memory is bounded, nothing is parked', () => {
    const { status, stdout, stderr } = soak('--purchases', String(PURCHASES));
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/parked messages: 0$/m);
    const highest = Number(/^highest RSS (\d+) MB/m.exec(stdout)?.[1]);
    expect(highest).toBeGreaterThan(50);
    expect(highest).toBeLessThan(MOST_MB);
  }, 180_000);

  test('control: a process that dies for want of memory fails the soak', () => {
    const { status, stderr } = soak('--purchases', String(PURCHASES), '--heap', '40');
    expect(status).toBe(1);
    expect(stderr).toMatch(/the server died/);
  }, 180_000);
});
