import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import { ChangingNotes, faultsOf } from '../../testing/changing-notes.js';
import { DeskApp } from '../../testing/desk-app.js';

const DOCUMENTS = 10_000;
const random = seeded('walk of a list', { runs: 1 }).random();

let desk: DeskApp;
let notes: ChangingNotes;

beforeAll(async () => {
  desk = await DeskApp.open();
  notes = new ChangingNotes(desk, random);
  await notes.begin(DOCUMENTS);
});
afterAll(() => desk.close());

/** Walks to the end while documents change, and others come, between the pages. */
async function walk(query: string, accept: string): Promise<readonly string[]> {
  const seen: string[] = [];
  let url: string | undefined = `/v1/notes?${query}`;
  while (url !== undefined) {
    const headers = { accept };
    const page = await desk.send('GET', url, { user: 'auditor', headers });
    expect(page.status).toBe(200);
    seen.push(...idsOf(page.text, accept));
    url = /^<([^>]+)>/.exec(String(page.headers['link'] ?? ''))?.[1];
    await notes.change();
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

test.each([
  ['limit=200', 'text/csv'],
  ['limit=200&sort=id', 'application/json'],
  ['limit=200&sort=-createdAt', 'application/json'],
])('a walk misses and repeats none of 10,000 that change: %j %s', async (query, accept) => {
  const there = notes.open();
  expect(there.length).toBeGreaterThan(DOCUMENTS / 2);
  expect(faultsOf(await walk(query, accept), there)).toEqual({ missed: 0, repeated: 0 });
});

test('control: in the order of the last change, which moves them, some are missed', async () => {
  const there = notes.open();
  const { missed } = faultsOf(await walk('limit=200&sort=-updatedAt', 'application/json'), there);
  expect(missed).toBeGreaterThan(0);
});
