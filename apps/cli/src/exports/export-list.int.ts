import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../program.js';
import { EXIT } from '../shell/exit-codes.js';
import { listsOf, type Description } from './lists.js';

const COMMITTED = fileURLToPath(new URL('../../../../docs/openapi.json', import.meta.url));
const described = (): Description => JSON.parse(readFileSync(COMMITTED, 'utf8')) as Description;

interface Row {
  readonly id: string;
  readonly title: string;
}

/** A server with one list, of pages of two, that can refuse one of its pages. */
class ListServer {
  readonly asked: string[] = [];
  refuseAt: string | undefined;
  private constructor(private readonly server: Server) {}

  static async start(rows: readonly Row[]): Promise<ListServer> {
    const server = createServer();
    const list = new ListServer(server);
    server.on('request', (request, response) => list.answer(request, response, rows));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return list;
  }

  private answer(request: IncomingMessage, response: ServerResponse, rows: readonly Row[]): void {
    const url = new URL(request.url ?? '', 'http://x');
    this.asked.push(url.pathname + url.search);
    const json = (status: number, body: object) =>
      void response.writeHead(status, JSON_TYPE).end(JSON.stringify(body));
    if (url.pathname === '/openapi.json') return json(200, DESCRIPTION);
    if (url.pathname === '/v1/demo-tokens') return json(200, { accessToken: 't' });
    const cursor = url.searchParams.get('cursor');
    if (cursor !== null && cursor === this.refuseAt)
      return json(422, { code: 'cursor_invalid', detail: 'x' });
    const from = Number(cursor ?? 0);
    url.searchParams.set('cursor', String(from + 2));
    const link = `<${url.pathname}${url.search}>; rel="next"`;
    const type = String(request.headers.accept);
    const head = { 'content-type': type, ...(from + 2 < rows.length && { link }) };
    response.writeHead(200, head).end(textOf(rows.slice(from, from + 2), type, url));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };
const DESCRIPTION = {
  paths: {
    '/v1/things': { get: { responses: { 200: { content: { 'text/csv': {} } } } } },
    '/v1/things/{id}': { get: { responses: {} } },
    '/v1/me': { get: { responses: { 200: { content: { 'application/json': {} } } } } },
  },
};

/** Each page of CSV has the header, as the server's have. */
function textOf(page: readonly Row[], type: string, { searchParams }: URL): string {
  if (type !== 'text/csv') return page.map((one) => `${JSON.stringify(one)}\n`).join('');
  const separator = searchParams.get('separator') ?? ',';
  const cells = [['\uFEFFid', 'title'], ...page.map(({ id, title }) => [id, `"${title}"`])];
  return cells.map((line) => `${line.join(separator)}\r\n`).join('');
}

const row = (n: number, more: object = {}): Row => ({ id: `t${n}`, title: `T${n}`, ...more });
const rows = [row(1), row(2, { title: 'a;b\r\nc' }), row(3)];

let server: ListServer;
let folder: string;
beforeEach(async () => {
  server = await ListServer.start(rows);
  folder = await mkdtemp(join(tmpdir(), 'tamani-export-'));
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

async function tamani(...words: readonly string[]) {
  let [out, err] = ['', ''];
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    interactive: false,
  };
  const argv = ['export', '--url', server.url, ...words];
  const exitCode = await run({ argv, env: {}, terminal, language: 'en' });
  return { exitCode, out, err };
}

describe('tamani export', () => {
  test('standard output: as the server writes it, with one header', async () => {
    const { out, exitCode } = await tamani('things');
    const lines = '\uFEFFid,title\r\nt1,"T1"\r\nt2,"a;b\r\nc"\r\nt3,"T3"\r\n';
    expect([exitCode, out]).toEqual([EXIT.ok, lines]);
    const semicolon = await tamani('things', '--format', 'csv-semicolon');
    expect(semicolon.out.startsWith('\uFEFFid;title\r\n')).toBe(true);
  });

  test('ndjson has each row as it came', async () => {
    const { out } = await tamani('things', '--format', 'ndjson', '--out', '-');
    expect(
      out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Row),
    ).toEqual(rows);
    expect(existsSync('-')).toBe(false);
  });

  test('without a name the lists are shown; an unknown one is refused with the known', async () => {
    expect((await tamani()).out).toMatch(/^things +\n$/);
    const { exitCode, err } = await tamani('ghosts');
    expect([exitCode, err]).toEqual([EXIT.usage, 'no such list: ghosts. Possible lists: things\n']);
  });

  test('an interrupted export continues; another request starts again', async () => {
    const file = join(folder, 'things.csv');
    server.refuseAt = '2';
    expect((await tamani('things', '--out', file)).exitCode).toBe(EXIT.failed);
    expect(existsSync(file)).toBe(false);
    server.refuseAt = undefined;
    server.asked.length = 0;
    const resumed = await tamani('things', '--out', file);
    expect([resumed.exitCode, resumed.err]).toEqual([EXIT.ok, 'resumed after 2 lines\n']);
    expect(server.asked.filter((path) => path.startsWith('/v1/things'))).toHaveLength(1);
    expect(await readFile(file, 'utf8')).toBe((await tamani('things')).out);
    expect(existsSync(`${file}.part`) || existsSync(`${file}.part.json`)).toBe(false);
    server.refuseAt = '2';
    await tamani('things', '--out', file);
    server.refuseAt = undefined;
    const other = await tamani('things', '--out', file, '--filter', 'title=x');
    expect(other.err).toBe('');
  });

  test('links, folders and devices stay as they are', async () => {
    const kept = join(folder, 'kept');
    await writeFile(kept, 'kept');
    const link = join(folder, 'link');
    await symlink(kept, link);
    for (const [file, why] of [
      [link, 'is a link'],
      [folder, 'is a folder'],
      ['/dev/null', 'is not a regular file'],
      [join(folder, 'none', 'x'), 'cannot be written'],
    ] as const) {
      const { exitCode, err } = await tamani('things', '--out', file);
      expect([exitCode, err]).toEqual([EXIT.usage, expect.stringContaining(why)]);
    }
    await symlink(kept, join(folder, 'x.part'));
    expect((await tamani('things', '--out', join(folder, 'x'))).err).toContain('is a link');
    expect(await readFile(kept, 'utf8')).toBe('kept');
  });

  test('--json answers once: on success, on a refusal and on a mistake', async () => {
    const file = join(folder, 'things.csv');
    const good = await tamani('things', '--json', '--out', file);
    expect(JSON.parse(good.out)).toEqual({ list: 'things', file, lines: 3 });
    server.refuseAt = '2';
    const refused = JSON.parse((await tamani('things', '--json', '--out', file)).out) as object;
    expect(refused).toMatchObject({
      code: 'cursor_invalid',
      detail: 'x',
      status: 422,
      exitCode: 1,
    });
    const usage = JSON.parse((await tamani('things', '--json', '--frob')).out) as object;
    expect(usage).toMatchObject({ code: 'usage', detail: expect.stringContaining('--frob') });
    const both = await tamani('things', '--json');
    expect(JSON.parse(both.out)).toMatchObject({ code: 'usage', exitCode: EXIT.usage });
    const words = ['--json', '--out', file, '--url', 'http://127.0.0.1:9'];
    expect(JSON.parse((await tamani('things', ...words)).out)).toMatchObject({
      code: 'unreachable',
    });
  }, 30_000);
});

describe('lists of the API', () => {
  test('each has a name that --help may use', async () => {
    const lists = listsOf(described());
    const names = lists.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['events', 'ledger-lines', 'spend', 'vendors']));
    for (const language of ['fr', 'en']) {
      const { out } = await tamani('--help', '--lang', language);
      const named = [...out.matchAll(/tamani export ([a-z][a-z-]*)/g)].map(([, name]) => name);
      expect(named.length).toBeGreaterThan(2);
      for (const name of named) expect(names).toContain(name);
    }
  });
});
