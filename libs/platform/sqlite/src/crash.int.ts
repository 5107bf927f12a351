import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gone, linesOf, startWriter, untilLines, type WriterOptions } from '../testing/child.js';
import { complaints } from '../testing/log-check.js';
import { openSqliteEventStore } from './index.js';

/** The control must lose something within so many kills. */
const CONTROL_CYCLES = 20;
const kills = seeded('kill -9', { runs: 5, fullRuns: 50 });
const MAX_WRITING_MS = 250;

const isAck = (line: string): boolean => line.startsWith('crash.');

/** Lets a writer write for a random while, kills it, and looks at what it left. */
async function killOnce(options: WriterOptions, random: () => number) {
  const before = linesOf(options.ackFile).length;
  const child = startWriter(options);
  await untilLines(child, options.ackFile, before + 2);
  await pause(random() * MAX_WRITING_MS);
  child.kill('SIGKILL');
  await gone(child);
  const acknowledged = linesOf(options.ackFile).filter(isAck);
  const store = openSqliteEventStore({ file: options.file });
  const found = await complaints(store, acknowledged);
  await store.close();
  return { acknowledged: acknowledged.length, found };
}

describe('a writer that is killed at any moment', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tamani-crash-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'leaves every acknowledged append, no gap, no half append, over several kills',
    async () => {
      const random = kills.random().next;
      const at = { file: join(folder, 'honest.db'), ackFile: join(folder, 'honest.acks') };
      let acknowledged = 0;
      for (let cycle = 0; cycle < kills.numRuns; cycle += 1) {
        const result = await killOnce({ ...at, run: `h${cycle}` }, random);
        expect(result.found).toEqual([]);
        expect(result.acknowledged).toBeGreaterThan(acknowledged);
        acknowledged = result.acknowledged;
      }
      process.stderr.write(
        `kill -9: ${kills.numRuns} kills, ${acknowledged} acknowledged, 0 lost\n`,
      );
    },
    kills.numRuns * 30_000,
  );

  it(
    'is caught when it acknowledges before the commit (control)',
    async () => {
      const random = kills.random().next;
      const at = { file: join(folder, 'early.db'), ackFile: join(folder, 'early.acks') };
      let lost: readonly string[] = [];
      for (let cycle = 0; cycle < CONTROL_CYCLES && lost.length === 0; cycle += 1) {
        const { found } = await killOnce({ ...at, run: `e${cycle}`, mode: 'early' }, random);
        lost = found.filter((complaint) => complaint.startsWith('lost'));
      }
      expect(lost).not.toEqual([]);
    },
    CONTROL_CYCLES * 30_000,
  );
});
