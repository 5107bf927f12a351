import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from '@photostructure/sqlite';
import { sealed, sharedSecret } from '@tamani/nest';
import { StoreCorrupt } from '@tamani/ports';
import { seeded } from '@tamani/testing/engines';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersOf, counting, startCounting, type Counting } from '../../testing/counting.js';
import { quietOutput } from '../../testing/output.js';
import { diagnoseFiles } from '../operations/doctor/diagnose-files.js';

const flips = seeded('bit flips over all files', { runs: 60, fullRuns: 1_000 });
const COUNTERS = 12;
const ROUNDS = 8;
/** Nothing waits so long, unless the machine is busy. */
const SETTLE_MS = 60_000;

let root = '';
let sound = '';
let expected = '';

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tamani-flips-'));
  sound = join(root, 'sound');
  const counted = await startCounting(sound);
  for (let nth = 0; nth < COUNTERS * ROUNDS; nth += 1)
    await counted.add(`c${nth % COUNTERS}`, nth + 1);
  await counted.runtime.settled();
  await counted.close();
  indexHalf(join(sound, 'events.db'));
  await sharedSecret(join(sound, 'webhook-key'), () => Promise.resolve('c2VjcmV0'.repeat(6)));
  await sharedSecret(join(sound, 'demo-issuer.json'), () => Promise.resolve('{"kty":"EC"}'));
  const seed = { today: '2026-11-28', done: true, log: logOf(join(sound, 'events.db')) };
  writeFileSync(join(sound, 'demo-seed.json'), sealed(JSON.stringify(seed)));
  const copy = join(root, 'copy');
  cpSync(sound, copy, { recursive: true });
  expected = await served(copy);
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** As after a merge of many thousand events: the index of streams is partly in the file. */
function indexHalf(file: string): void {
  const db = new DatabaseSync(file);
  db.exec(
    'INSERT INTO stream_index SELECT stream, revision, position FROM events WHERE position <= 100',
  );
  db.exec('UPDATE log_state SET indexed_up_to = 100; PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

function logOf(file: string): string {
  const db = new DatabaseSync(file);
  const { log } = db.prepare('SELECT log FROM log_state').get() as { log: string };
  db.close();
  return log;
}

interface Flipped {
  readonly folder: string;
  readonly what: string;
}

/** A copy with one bit of one file flipped; a page as likely as the next one of its file. */
function flipped(random: () => number): Flipped {
  const folder = mkdtempSync(join(root, 'flip-'));
  cpSync(sound, folder, { recursive: true });
  const full = readdirSync(sound).filter((file) => statSync(join(sound, file)).size > 0);
  // The stores are what is large: four times as often as the small files.
  const often = full.flatMap((file) => (file.endsWith('.db') ? Array(4).fill(file) : [file]));
  const file = often[Math.floor(random() * often.length)] as string;
  const [at, bit] = [
    Math.floor(random() * statSync(join(sound, file)).size),
    Math.floor(random() * 8),
  ];
  flip(join(folder, file), at, bit);
  return { folder, what: `${file}, byte ${at}, bit ${bit}` };
}

/** Everything that can be asked of a system, after it has caught up, and after one more command. */
async function served(folder: string): Promise<string> {
  const counted = await startCounting(folder);
  try {
    await counted.runtime.settled(SETTLE_MS);
    const before = await allAnswers(counted);
    await counted.add('c1', 1_000);
    await counted.add('new', 2_000);
    await counted.runtime.settled(SETTLE_MS);
    const { sums, echoes } = await answersOf(counted);
    const small = ['webhook-key', 'demo-issuer.json', 'demo-seed.json'];
    const texts = small.map((name) => readFileSync(join(folder, name), 'utf8'));
    return JSON.stringify({ before, sums, echoes, texts });
  } finally {
    await counted.close();
  }
}

async function allAnswers(counted: Counting) {
  const { store, reads } = counted.runtime.ports;
  const { events } = await store.readAll({ after: 0n, limit: 5_000 });
  const streams = new Map<string, unknown>();
  for (const { stream } of events)
    streams.set(
      stream,
      (await store.readStream(stream)).map(({ id }) => id),
    );
  const byKey: unknown[] = [];
  const sums: unknown[] = [];
  for (const collection of ['counting_sums_v1', 'counting_echoes_v1']) {
    for (let nth = 0; nth < COUNTERS; nth += 1)
      byKey.push((await reads.get(collection, `c${nth}`))?.doc);
    const sort = { field: 'sum', direction: 'desc' } as const;
    byKey.push(
      (await reads.find(collection, { limit: 100, sort })).documents.map(({ key }) => key),
    );
    const [{ count = 0, sums: totals = {} } = {}] = await reads.sum(collection, {
      groupBy: [],
      sums: ['sum'],
    });
    sums.push(count, String(totals['sum']));
  }
  const log = events.map(({ position, data, ...rest }) => `${position} ${rest.id} ${data}`);
  return { log, streams: [...streams], byKey, sums };
}

/** What `doctor` says; a command that ends with an error has said so. */
async function isFound(folder: string): Promise<boolean> {
  try {
    const findings = await diagnoseFiles(folder, [counting], quietOutput());
    return findings.some(({ ok }) => !ok);
  } catch {
    return true;
  }
}

describe('one flipped bit, in any file', () => {
  it(`is found by doctor, or changes no answer: ${flips.numRuns} flips`, async () => {
    const random = flips.random().next;
    const counts = { found: 0, harmless: 0 };
    for (let nth = 0; nth < flips.numRuns; nth += 1) {
      const { folder, what } = flipped(random);
      if (await isFound(folder)) counts.found += 1;
      else {
        const answers = await served(folder).catch((error: unknown) => String(error));
        expect(`${what}: ${answers}`).toBe(`${what}: ${expected}`);
        counts.harmless += 1;
      }
      rmSync(folder, { recursive: true });
    }
    process.stderr.write(`bit flips: ${JSON.stringify(counts)}\n`);
    expect(Math.min(counts.found, counts.harmless)).toBeGreaterThan(0);
  }, 1_800_000);

  it('nothing is found where nothing was flipped', async () => {
    const folder = join(root, 'same');
    cpSync(sound, folder, { recursive: true });
    const findings = await diagnoseFiles(folder, [counting], quietOutput());
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('is served by a system that nobody examines (control)', async () => {
    for (const at of placesOf('counting.Counter-c')) {
      const folder = mkdtempSync(join(root, 'seen-'));
      cpSync(sound, folder, { recursive: true });
      flip(join(folder, 'events.db'), at, 0);
      const answers = await served(folder).catch(() => 'refused');
      rmSync(folder, { recursive: true });
      if (answers !== 'refused' && answers !== expected) return;
    }
    throw new Error('no flipped bit was ever served: the test sees nothing');
  }, 600_000);
});

/** Where a text is in the log's file; names of streams are there in a table and in its index. */
function placesOf(text: string): readonly number[] {
  const bytes = readFileSync(join(sound, 'events.db'));
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) places.push(at);
  return places;
}

function flip(file: string, at: number, bit: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  writeFileSync(file, bytes);
}

it('a damaged key is refused at the start', async () => {
  const file = join(root, 'key');
  writeFileSync(file, sealed('secret').replace('secret', 'sacred'));
  await expect(sharedSecret(file, () => Promise.resolve('x'))).rejects.toThrow(StoreCorrupt);
});
