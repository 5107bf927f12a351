import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gone, startWriter, type WriterOptions } from '../testing/child.js';
import { canTrace, readTrace, tracedTo, type Traced } from '../testing/trace.js';

const APPENDS = 5_000;

const traced = canTrace();
if (!traced) process.stderr.write('SKIPPED: the order of syncs: strace cannot be used here\n');

/** A power cut takes what was written and not synced: so the order of the calls decides. */
describeOn(traced || undefined, 'the order of writes and syncs', () => {
  let folder = '';
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tamani-syncs-')));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function trace(mode: WriterOptions['mode']): Promise<Traced> {
    const file = join(folder, `${mode}.db`);
    const ackFile = join(folder, `${mode}.acks`);
    const prefix = join(folder, `${mode}.trace`);
    const wrapper = tracedTo(prefix);
    await gone(startWriter({ file, ackFile, run: 'traced', mode, limit: APPENDS, wrapper }));
    return readTrace(prefix, file, ackFile);
  }

  it('acknowledges after the sync; restarts the log after the sync of its copy', async () => {
    const seen = await trace('honest');
    expect(seen).toMatchObject({ acknowledged: APPENDS, tooEarly: 0, restartsTooEarly: 0 });
    // More than the one at the beginning: otherwise nothing is said of a new beginning.
    expect(seen.restarts).toBeGreaterThan(1);
  }, 120_000);

  it('fails this test without syncs (control)', async () => {
    const seen = await trace('unsynced');
    expect(seen.acknowledged).toBe(APPENDS);
    expect(seen.tooEarly).toBeGreaterThan(0);
    expect(seen.restartsTooEarly).toBeGreaterThan(0);
  }, 120_000);
});
