import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ChangingNotes, DeskApp, faultsOf } from '@tamani/nest/testing/desk';
import { seeded } from '@tamani/testing/engines';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../program.js';
import { EXIT } from '../shell/exit-codes.js';

const DOCUMENTS = 10_000;
const PAGE = 200;
/** Pages after which the server fails once, so that the export is interrupted. */
const INTERRUPTED_AFTER = 20;
const random = seeded('walk of an export', { runs: 1 }).random();

type Paging = 'cursor' | 'offset';

let desk: DeskApp;
let notes: ChangingNotes;
let folder: string;
let server: Server;
let paging: Paging;
let pages: number;

beforeAll(async () => {
  desk = await DeskApp.open();
  notes = new ChangingNotes(desk, random);
  await notes.begin(DOCUMENTS);
  folder = await mkdtemp(join(tmpdir(), 'tamani-export-walk-'));
  server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await desk.close();
  await rm(folder, { recursive: true });
});

/** The server's own answers; after each page documents change, and one page fails. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '', headers } = request;
  if (!url.startsWith('/v1/notes')) return answerOther(request, response);
  if (++pages === INTERRUPTED_AFTER + 1) return void response.writeHead(500).end();
  if (paging === 'offset') pageByOffset(new URL(url, 'http://x'), response);
  else {
    const { accept = '', authorization = '' } = headers;
    const page = await desk.send('GET', url, { headers: { accept, authorization } });
    response.writeHead(page.status, page.headers as Record<string, string>).end(page.text);
  }
  await notes.change();
}

async function answerOther(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const method = request.method === 'POST' ? 'POST' : 'GET';
  const raw = parts.length > 0 ? { raw: Buffer.concat(parts) } : {};
  const { status, text } = await desk.send(method, request.url ?? '', raw);
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

/** Control: the same list in the same order, where the next page begins is a number of rows. */
function pageByOffset({ searchParams }: URL, response: ServerResponse): void {
  const from = Number(searchParams.get('offset') ?? 0);
  const open = notes.open();
  const link = `</v1/notes?offset=${from + PAGE}>; rel="next"`;
  const head = { 'content-type': 'text/csv', ...(from + PAGE < open.length && { link }) };
  const rows = ['\uFEFFid', ...open.slice(from, from + PAGE)];
  response.writeHead(200, head).end(rows.map((row) => `${row}\r\n`).join(''));
}

/** Exports the open notes; a run that is interrupted is run again. */
async function exported(by: Paging) {
  [paging, pages] = [by, 0];
  const file = join(folder, `${by}.csv`);
  const { port } = server.address() as AddressInfo;
  const what = ['--format', 'csv', '--filter', 'status=open', '--out', file];
  const argv = ['export', 'notes', '--url', `http://127.0.0.1:${port}`, ...what];
  let told = '';
  const write = (text: string): void => void (told += text);
  const terminal = { out: write, err: write, interactive: false };
  const there = notes.open();
  const first = await run({ argv, env: {}, terminal, language: 'en' });
  expect([first, existsSync(file)]).toEqual([EXIT.failed, false]);
  const second = await run({ argv, env: {}, terminal, language: 'en' });
  expect([second, told]).toEqual([
    EXIT.ok,
    expect.stringContaining(`resumed after ${INTERRUPTED_AFTER * PAGE} lines`),
  ]);
  const [header = '', ...rows] = (await readFile(file, 'utf8')).split('\r\n').filter(Boolean);
  expect(header.startsWith('\uFEFFid')).toBe(true);
  const still = new Set(notes.open());
  const seen = rows.map((row) => row.split(',')[0] ?? '');
  return faultsOf(
    seen,
    there.filter((key) => still.has(key)),
  );
}

test('an export of 10,000 documents that change, interrupted and resumed, loses and repeats none', async () => {
  expect(await exported('cursor')).toEqual({ missed: 0, repeated: 0 });
});

test('control: by offset, which counts rows that have gone, some are lost', async () => {
  expect((await exported('offset')).missed).toBeGreaterThan(0);
});
