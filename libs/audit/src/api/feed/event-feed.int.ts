import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { ContextApp } from '@tamani/nest/testing';
import { openAudit } from '../../../testing/audit-app.js';
import { LogWriter } from '../../../testing/log-writer.js';

const requisition = 'procurement.Requisition-0198aaaa-0000-7000-8000-000000000001';
const line = 'budgets.BudgetLine-0198aaaa-0000-7000-8000-000000000002';

let app: ContextApp;
let log: LogWriter;
beforeAll(async () => {
  app = await openAudit([]);
  log = new LogWriter(app.runtime.ports.store);
});
afterAll(() => app.close());

interface Page {
  readonly data: readonly { readonly id: string; readonly position: string; data?: unknown }[];
  readonly nextAfter: string;
  readonly nextCursor: null;
}
async function feed(query: string, prefer?: string): Promise<Page> {
  const headers: Record<string, string> = prefer === undefined ? {} : { prefer };
  const { status, body } = await app.get('auditor', `events?${query}`, headers);
  expect(status).toBe(200);
  return body as unknown as Page;
}
const idsOf = ({ data }: Page) => data.map(({ id }) => id);

describe('the feed', () => {
  test('from the start of an empty log; then in the order of the log, page by page', async () => {
    expect(await feed('after=0')).toEqual({ data: [], nextCursor: null, nextAfter: '0' });
    for (let n = 0; n < 5; n++) await log.write(n % 2 ? line : requisition);
    const first = await feed('after=0&limit=3');
    const next = await feed(`after=${first.nextAfter}&limit=3`);
    expect([...idsOf(first), ...idsOf(next)]).toEqual(log.ids);
    const end = await feed(`after=${next.nextAfter}`);
    expect(end).toEqual({ data: [], nextCursor: null, nextAfter: next.nextAfter });
  });

  test('contents in one call, also of a list', async () => {
    const page = await feed('after=0&include=data');
    expect(page.data.map(({ data }) => data)).toEqual(log.ids.map((_, n) => ({ n })));
    await app.settled();
    const list = await feed('correlationId=c1&include=data&sort=position');
    expect(list.data).toEqual(page.data);
    expect(list.nextAfter).toBeNull();
  });

  test('a filter advances the position over excluded events', async () => {
    const wanted = await log.write(line, { type: 'LineFrozen' });
    for (let n = 0; n < 30; n++) await log.write(requisition);
    const head = String(await app.head());
    for (const query of ['type=LineFrozen', 'actor=nobody', 'category=projects.Site']) {
      const page = await feed(`after=0&limit=5&${query}`);
      expect(idsOf(page)).toEqual(query === 'type=LineFrozen' ? [wanted] : []);
      expect((await feed(`after=${page.nextAfter}&${query}`)).nextAfter).toBe(head);
    }
    const byStream = await feed(`after=0&entity=${line}&limit=200`);
    expect(idsOf(byStream)).toHaveLength(3);
  });

  test('waits at the end until an event matches the query', async () => {
    const { nextAfter } = await feed('after=0&limit=200');
    const began = performance.now();
    const waiting = feed(`after=${nextAfter}&type=Awaited`, 'wait=20');
    await pause(50);
    await log.write(requisition);
    await pause(50);
    const awaited = await log.write(line, { type: 'Awaited' });
    const page = await waiting;
    expect(idsOf(page)).toEqual([awaited]);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(page.nextAfter).toBe(page.data[0]?.position);
    const empty = await feed(`after=${page.nextAfter}`, 'wait=1');
    expect(empty).toMatchObject({ data: [], nextAfter: page.nextAfter });
  });

  test('a position of another log, a cursor, nonsense are refused', async () => {
    const ahead = (await app.head()) + 1n;
    for (const [query, pointer, code] of [
      [`after=${ahead}`, '/after', 'position_ahead'],
      ['after=-1', '/after', 'parameter_malformed'],
      ['after=0&cursor=x', '/cursor', 'parameter_conflict'],
    ] as const) {
      const { status, body } = await app.get('auditor', `events?${query}`);
      expect([status, body['errors']]).toMatchObject([422, [{ pointer, code }]]);
    }
  });
});

/** Reads the feed while others write, with and without going on by `nextAfter`. */
async function readWhileWriting(goOn: (page: Page, read: number) => string): Promise<string[]> {
  const from = log.ids.length;
  const start = String(await app.head());
  const writers = [1, 2, 3, 4].map(async (writer) => {
    const stream = `procurement.Requisition-${from}-${writer}`;
    for (let n = 0; n < 60; n++) await log.write(stream);
  });
  const written = Promise.all(writers);
  const seen: string[] = [];
  let after = start;
  for (let idle = 0; idle < 3;) {
    const page = await feed(`after=${after}&limit=7`);
    seen.push(...idsOf(page));
    after = goOn(page, seen.length);
    if (page.data.length > 0) continue;
    await written;
    idle += 1;
  }
  return seen;
}

test('while four write, nothing is lost and nothing repeated', async () => {
  const from = log.ids.length;
  const seen = await readWhileWriting((page) => page.nextAfter);
  expect([...seen].sort()).toEqual(log.ids.slice(from).sort());
});

test('control: a reader that continues at the head loses some', async () => {
  const from = log.ids.length;
  let head = String(await app.head());
  const seen = await readWhileWriting(() => {
    const at = head;
    void app.head().then((now) => (head = String(now)));
    return at;
  });
  expect([...seen].sort()).not.toEqual(log.ids.slice(from).sort());
});
