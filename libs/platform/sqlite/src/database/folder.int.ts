import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gone, startWriter } from '../../testing/child.js';
import { canTrace, tracedTo } from '../../testing/trace.js';

const traced = canTrace();
if (!traced)
  process.stderr.write('SKIPPED: the entries of new folders: strace cannot be used here\n');

/** A folder whose entry is not synced is gone after a power cut, and the log with it. */
describeOn(traced || undefined, 'the folder of a new log', () => {
  let root = '';
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'tamani-folder-')));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** The folders that were synced while a log was made and written. */
  async function syncedFor(folder: string): Promise<ReadonlySet<string>> {
    const traces = join(root, 'traces');
    mkdirSync(traces);
    const wrapper = tracedTo(join(traces, 'trace'));
    const file = join(folder, 'events.db');
    const ackFile = join(root, 'acks');
    await gone(startWriter({ file, ackFile, run: 'new', limit: 1, wrapper }));
    expect(readFileSync(ackFile, 'utf8')).toContain('done');
    const text = readdirSync(traces).map((name) => readFileSync(join(traces, name), 'utf8'));
    const calls = text.join('\n').matchAll(/^fsync\(\d+<([^>]*)>/gm);
    return new Set([...calls].map(([, path = '']) => path));
  }

  it('is synced with every parent that was made for it', async () => {
    const synced = await syncedFor(join(root, 'a', 'b'));
    expect([...synced]).toEqual(expect.arrayContaining([root, join(root, 'a')]));
  }, 60_000);

  it('needs no sync of its parent when it was there (control)', async () => {
    mkdirSync(join(root, 'a', 'b'), { recursive: true });
    expect([...(await syncedFor(join(root, 'a', 'b')))]).not.toContain(root);
  }, 60_000);
});
