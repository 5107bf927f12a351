import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DocumentWrite } from '@tamani/ports';
import { collectionName } from '@tamani/runtime';
import { seeded } from '@tamani/testing/engines';
import { DeskApp } from '../../testing/desk-app.js';
import { notes } from '../../testing/notes.context.js';

const DOCUMENTS = 10_000;
const CHANGED_PER_PAGE = 100;
const collection = collectionName('desk', notes);
const random = seeded('walk of a list', { runs: 1 }).random();

let desk: DeskApp;
let position = 0n;
/** Position of each document, by its key. */
const positions = new Map<string, bigint>();

beforeAll(async () => {
  desk = await DeskApp.open();
  const keys = Array.from({ length: DOCUMENTS }, (_, n) => `k${String(n).padStart(6, '0')}`);
  await write(keys);
});
afterAll(() => desk.close());

/** Writes documents as the projector does: now changed, made long ago. */
async function write(keys: readonly string[]): Promise<void> {
  position += 1n;
  const updatedAt = new Date(1_700_000_000_000 + Number(position) * 1000).toISOString();
  const writes = keys.map((key): DocumentWrite => {
    const n = Number(key.slice(1));
    const createdAt = new Date(1_600_000_000_000 + (n % 100) * 1000).toISOString();
    const item = { id: key, status: 'open', createdAt, updatedAt };
    const doc = { status: 'open', createdAt, updatedAt, item };
    return { collection, key, doc, position, expected: positions.get(key) };
  });
  await desk.runtime.ports.reads.commit({ writes });
  for (const key of keys) positions.set(key, position);
}

/** Walks to the end while documents change, and others come, between the pages. */
async function walk(query: string, accept: string): Promise<readonly string[]> {
  const seen: string[] = [];
  const there = [...positions.keys()];
  let url: string | undefined = `/v1/notes?${query}`;
  while (url !== undefined) {
    const headers = { accept };
    const page = await desk.send('GET', url, { user: 'auditor', headers });
    expect(page.status).toBe(200);
    seen.push(...idsOf(page.text, accept));
    url = /^<([^>]+)>/.exec(String(page.headers['link'] ?? ''))?.[1];
    const changed = new Set(Array.from({ length: CHANGED_PER_PAGE }, () => random.pick(there)));
    await write([...changed, `k${String(positions.size + 1_000_000)}`]);
  }
  return seen;
}

function idsOf(text: string, accept: string): readonly string[] {
  if (accept === 'application/json') {
    return (JSON.parse(text) as { data: { id: string }[] }).data.map(({ id }) => id);
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (accept === 'text/csv') return lines.slice(1).map((line) => line.split(',')[0] ?? '');
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

/** Those that were there at the start: how many were missed, and how many came twice. */
function faultsOf(seen: readonly string[], there: readonly string[]) {
  const unique = new Set(seen);
  const missed = there.filter((key) => !unique.has(key)).length;
  return { missed, repeated: seen.length - unique.size };
}

test.each([
  ['', 'text/csv'],
  ['limit=200&sort=id', 'application/json'],
  ['limit=200&sort=-createdAt', 'application/json'],
])('a walk misses and repeats none of 10,000 that change: %j %s', async (query, accept) => {
  const there = [...positions.keys()];
  expect(there.length).toBeGreaterThanOrEqual(DOCUMENTS);
  expect(faultsOf(await walk(query, accept), there)).toEqual({ missed: 0, repeated: 0 });
});

test('control: in the order of the last change, which moves them, some are missed', async () => {
  const there = [...positions.keys()];
  const { missed } = faultsOf(await walk('limit=200&sort=-updatedAt', 'application/json'), there);
  expect(missed).toBeGreaterThan(0);
});
