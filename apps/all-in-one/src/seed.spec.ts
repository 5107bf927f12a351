import { afterAll, expect, test } from '@jest/globals';
import { sealed } from '@tamani/nest';
import { ForeignLog } from '@tamani/ports';
import type { RunningService } from '@tamani/profiles';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedOnce } from './seed.js';

const dataDir = mkdtempSync(join(tmpdir(), 'tamani-seed-'));
afterAll(() => rmSync(dataDir, { recursive: true }));
const mark = join(dataDir, 'demo-seed.json');

const LOG = 'log-1';
/** A system that has data of its own. */
const used = {
  url: 'http://127.0.0.1:1',
  runtime: { ports: { store: { head: async () => 5n, mark: async () => ({ log: LOG }) } } },
} as unknown as RunningService;

test('a mark that a power cut left empty does not stop the start, and nothing is loaded', async () => {
  writeFileSync(mark, '');
  const told: string[] = [];
  await seedOnce(used, { dataDir, tell: (text) => void told.push(text) });
  expect(told).toEqual([]);
  expect(readFileSync(mark, 'utf8')).toBe('');
});

test('control: a mark that says that it was begun is gone on with', async () => {
  writeFileSync(mark, sealed(JSON.stringify({ today: '2026-11-25', done: false, log: LOG })));
  const told: string[] = [];
  const going = seedOnce(used, { dataDir, tell: (text) => void told.push(text) });
  await expect(going).rejects.toThrow();
  expect(told).toHaveLength(1);
}, 60_000);

test('a mark of another log stops the start', async () => {
  writeFileSync(mark, sealed(JSON.stringify({ today: '2026-11-25', done: true, log: 'log-2' })));
  await expect(seedOnce(used, { dataDir, tell: () => undefined })).rejects.toThrow(ForeignLog);
});
