import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { answersOf, counting, startCounting } from '../../testing/counting.js';
import { quietOutput } from '../../testing/output.js';
import { backup, restore } from '../operations/backup.command.js';
import { diagnoseFiles } from '../operations/doctor/diagnose-files.js';
import { EXIT } from '../shell/exit-codes.js';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const LOADER = pathOf('../../../../libs/platform/sqlite/testing/source-loader.mjs');
const WRITER = pathOf('../../testing/counting-writer.ts');
const ACKS_BEFORE = 300;

let root = '';
let data = '';
let writer: ChildProcess | undefined;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tamani-backup-'));
  data = join(root, 'data');
});
afterEach(async () => {
  await stopWriter();
  rmSync(root, { recursive: true, force: true });
});

const acksFile = () => join(root, 'acks');
const acks = (): readonly string[] =>
  existsSync(acksFile()) ? readFileSync(acksFile(), 'utf8').split('\n').slice(0, -1) : [];

/** A server under load, in a process of its own, with so many acknowledged writes behind it. */
async function underLoad(): Promise<void> {
  const args = ['--import', LOADER, WRITER, data, acksFile()];
  writer = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  for (let tries = 0; acks().length < ACKS_BEFORE; tries += 1) {
    if (tries > 3_000 || writer.exitCode !== null) throw new Error('the writer does not write');
    await pause(20);
  }
}

async function stopWriter(): Promise<void> {
  const child = writer;
  writer = undefined;
  if (!child || child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

const place = (folder: string) => ({ folder, contexts: [counting] });

/** The acknowledged amounts that are not in the log of a folder. */
async function lostIn(folder: string, acknowledged: readonly string[]): Promise<number> {
  const counted = await startCounting(folder);
  try {
    await counted.runtime.settled();
    const { logged, sums, echoes } = await answersOf(counted);
    expect([sums, echoes]).toEqual([logged, logged]);
    const added = new Set<string>();
    for (let after = 0n; ;) {
      const page = await counted.runtime.ports.store.readAll({ after, limit: 5_000 });
      for (const { stream, data: text } of page.events)
        added.add(`${stream.replace(/^[^-]*-/, '')} ${JSON.parse(text).amount}`);
      if (page.atHead) break;
      after = page.next;
    }
    return acknowledged.filter((line) => !added.has(line)).length;
  } finally {
    await counted.close();
  }
}

describe('a backup while the server runs', () => {
  it('has everything that was acknowledged before it began, and is sound when restored', async () => {
    await underLoad();
    const before = acks();
    const folder = join(root, 'backup');
    expect(await backup(place(data), folder, quietOutput())).toBe(EXIT.ok);
    const during = acks().length - before.length;
    await pause(200);
    expect(acks().length - before.length - during).toBeGreaterThan(0);
    await stopWriter();
    const fresh = join(root, 'fresh');
    expect(await restore(place(fresh), { folder, overwrite: false }, quietOutput())).toBe(EXIT.ok);
    const findings = await diagnoseFiles(fresh, [counting], quietOutput());
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(await lostIn(fresh, before)).toBe(0);
  }, 120_000);

  it('a copy of the file alone has not (control)', async () => {
    await underLoad();
    const before = acks();
    mkdirSync(join(root, 'copy'));
    copyFileSync(join(data, 'events.db'), join(root, 'copy', 'events.db'));
    await stopWriter();
    // Refused, or it lacks what was in the write-ahead log.
    const lost = await lostIn(join(root, 'copy'), before).catch(() => -1);
    expect(lost).not.toBe(0);
  }, 120_000);
});

describe('backups and restores that are refused', () => {
  const small = async () => {
    const counted = await startCounting(data);
    await counted.add('c1', 1);
    await counted.runtime.settled();
    await counted.close();
  };

  it('a folder that is not empty, and one that is no backup', async () => {
    await small();
    const full = join(root, 'full');
    mkdirSync(full);
    await expect(
      restore(place(data), { folder: full, overwrite: true }, quietOutput()),
    ).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('backup.json'),
    });
    writeFileSync(join(full, 'x'), '');
    await expect(backup(place(data), full, quietOutput())).rejects.toMatchObject({
      exitCode: EXIT.usage,
    });
    expect(readdirSync(full)).toEqual(['x']);
  });

  it('a log that is there is replaced only when asked, and stays beside', async () => {
    await small();
    const folder = join(root, 'backup');
    await backup(place(data), folder, quietOutput());
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(new Set(modes)).toEqual(new Set([0o600]));
    const again = { folder, overwrite: false };
    await expect(restore(place(data), again, quietOutput())).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('--overwrite'),
    });
    expect(await restore(place(data), { ...again, overwrite: true }, quietOutput())).toBe(EXIT.ok);
    expect(readdirSync(data).filter((name) => /replaced-\w+$/.test(name))).toHaveLength(1);
  });

  it('a running server, and a backup with a flipped bit: nothing is changed', async () => {
    await small();
    const folder = join(root, 'backup');
    await backup(place(data), folder, quietOutput());
    const wanted = { folder, overwrite: true };
    const running = await startCounting(data);
    await expect(restore(place(data), wanted, quietOutput())).rejects.toMatchObject({
      exitCode: EXIT.busy,
    });
    await running.close();
    const before = readFileSync(join(data, 'events.db'));
    const bytes = readFileSync(join(folder, 'events.db'));
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 4;
    writeFileSync(join(folder, 'events.db'), bytes);
    await expect(restore(place(data), wanted, quietOutput())).rejects.toMatchObject({
      exitCode: EXIT.failed,
    });
    expect(readFileSync(join(data, 'events.db'))).toEqual(before);
  });
});
