import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { canTrace, readRecording, recordedTo } from '@tamani/sqlite/testing';
import { describeOn } from '@tamani/testing';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Program } from '../system/program.js';
import { freePorts } from '../system/system.js';

const PATIENCE_MS = 60_000;
/** What a first start makes beside its stores: keys, and what it has loaded. */
const SMALL = ['webhook-key', 'demo-issuer.json', 'demo-seed.json'];

const traced = canTrace();
if (!traced) process.stderr.write('SKIPPED: files of a first start: strace cannot be used here\n');

describeOn(traced || undefined, 'the small files of a first start', () => {
  let root = '';
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'tamani-first-')));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('are on the disk, content and entry, before they count; what need not be is not', async () => {
    const [folder, trace] = [join(root, 'data'), join(root, 'trace')];
    const [port = 0] = await freePorts(1);
    const program = new Program('all-in-one/dist/main.js', port, { TAMANI_DATA_DIR: folder });
    program.start([...recordedTo(trace), '-D']);
    const last = join(folder, 'demo-seed.json');
    for (const end = performance.now() + PATIENCE_MS; !existsSync(last); await pause(20))
      if (performance.now() > end || !program.isRunning) throw new Error(program.log());
    // Its entry is brought to the disk just after.
    await pause(1_000);
    await program.end('SIGKILL');
    const synced = readRecording(trace, root).flatMap(({ kind, path }) =>
      kind === 'sync' ? [path] : [],
    );
    // Each is written under another name, synced, and gets its own name then.
    const isSynced = (name: string): boolean => {
      const content = synced.findIndex((path) => path.startsWith(join(folder, `${name}.`)));
      return content >= 0 && synced.indexOf(folder, content) >= 0;
    };
    expect(SMALL.filter((name) => !isSynced(name))).toEqual([]);
    // The same look sees a file that is not synced (control).
    expect(existsSync(join(folder, 'events.db-shm'))).toBe(true);
    expect(isSynced('events.db-shm')).toBe(false);
  }, 120_000);
});
