import { describe, expect, test } from '@jest/globals';
import { ApiError, Unreachable, type Answer } from '@tamani/client';
import { sayIn } from '../shell/language.js';
import type { ImportApi } from './contribution-calls.js';
import type { Flow, FlowStage } from './flow.js';
import { importFlows } from './import-flows.js';

const flow = (id: string, stage: FlowStage, amount = '100'): Flow => ({
  line: Number(id) + 1,
  id,
  donor: 'Japon',
  amount: { amount, currency: 'USD' },
  stage,
  date: '2020-05-01',
  title: 'Support',
  reference: '',
});
const planned = (...flows: readonly Flow[]) => ({ flows, repeated: [], refused: [] });
const refusal = (status: number, code: string) =>
  new ApiError('POST', { status, code, detail: `${code}.` });
const quiet = () => undefined;

interface Kept {
  status: FlowStage;
  readonly origin: { readonly source: string; readonly externalId: string };
  readonly [field: string]: unknown;
}

/** Keeps commands by their key and contributions by their origin, as the server does. */
class MemoryApi implements ImportApi {
  readonly seen = new Map<string, string>();
  readonly kept = new Map<string, Kept>();
  readonly acts: string[] = [];
  refuse: (key: string) => Error | undefined = () => undefined;

  post = async <T>(_user: string, path: string, request: Parameters<ImportApi['post']>[2]) => {
    const text = JSON.stringify([path, request.body]);
    const before = this.seen.get(request.key);
    if (before === text) return { status: 201, body: {}, replayed: true } as Answer<T>;
    if (before !== undefined) throw refusal(422, 'idempotency_key_reused');
    const refused = this.refuse(request.key);
    if (refused) throw refused;
    const body = request.body as Kept & Record<string, unknown>;
    if (this.kept.has(body.origin.externalId)) throw refusal(409, 'contribution_exists');
    this.seen.set(request.key, text);
    const status = body['receivedOn'] ? 'received' : body['agreedOn'] ? 'agreed' : 'pledged';
    const agreed = status === 'pledged' ? null : body['amount'];
    const more = { id: body.origin.externalId, reference: 'CON-1', status, agreed } as const;
    this.kept.set(body.origin.externalId, { ...body, ...more, outstanding: body['amount'] });
    return { status: 201, body: {}, replayed: false } as Answer<T>;
  };

  get = async <T>(_user: string, _path: string, query?: Parameters<ImportApi['get']>[2]) => {
    const found = this.kept.get(String(query?.['externalId']));
    return { status: 200, body: { data: found ? [found] : [] }, replayed: false } as Answer<T>;
  };

  act = async <T>(_user: string, resource: string, request: Parameters<ImportApi['act']>[2]) => {
    this.acts.push(`${resource}/${request.action} ${JSON.stringify(request.body)}`);
    const kept = this.kept.get(resource.split('/')[1] ?? '');
    if (kept) kept.status = request.action === 'agree' ? 'agreed' : 'received';
    return { status: 200, body: {}, replayed: false } as Answer<T>;
  };
}

describe('import of flows', () => {
  test('each flow is registered as far as it has come; a second run changes nothing', async () => {
    const api = new MemoryApi();
    const plan = planned(flow('1', 'pledged'), flow('2', 'agreed'), flow('3', 'received'));
    expect(await importFlows(api, plan, quiet)).toMatchObject({ imported: 3, unchanged: 0 });
    expect([...api.kept.values()].map(({ status }) => status)).toEqual([
      'pledged',
      'agreed',
      'received',
    ]);
    expect(await importFlows(api, plan, quiet)).toMatchObject({ imported: 0, unchanged: 3 });
    expect(api.acts).toEqual([]);
  });

  test('the line is no part of the request: the next export may have it elsewhere', async () => {
    const api = new MemoryApi();
    await importFlows(api, planned(flow('1', 'agreed')), quiet);
    const moved = planned({ ...flow('1', 'agreed'), line: 77 });
    expect(await importFlows(api, moved, quiet)).toMatchObject({ unchanged: 1, refused: [] });
  });

  test.each([
    ['pledged', 'agreed', ['contributions/1/agree {"agreedOn":"2020-05-01"}']],
    ['pledged', 'received', [expect.stringMatching('1/receipts .*"amount":"100".*2020-05-01')]],
    ['agreed', 'received', [expect.stringMatching('1/receipts .*"amount":"100".*2020-05-01')]],
  ] as const)('a flow that was %s and is %s now is followed', async (before, now, acts) => {
    const api = new MemoryApi();
    await importFlows(api, planned(flow('1', before)), quiet);
    const report = await importFlows(api, planned(flow('1', now)), quiet);
    expect(report).toMatchObject({ imported: 1, refused: [] });
    expect(api.acts).toEqual(acts);
  });

  test('one that the section has brought further itself is left alone', async () => {
    const api = new MemoryApi();
    await importFlows(api, planned(flow('1', 'received')), quiet);
    const report = await importFlows(api, planned(flow('1', 'agreed')), quiet);
    expect(report).toMatchObject({ imported: 0, unchanged: 1, refused: [] });
    expect(api.acts).toEqual([]);
  });

  test('another amount is a matter for a person', async () => {
    const api = new MemoryApi();
    await importFlows(api, planned(flow('1', 'agreed')), quiet);
    const same = await importFlows(api, planned(flow('1', 'agreed', '100.00')), quiet);
    expect(same.refused).toEqual([]);
    const { refused } = await importFlows(api, planned(flow('1', 'agreed', '250')), quiet);
    expect(refused).toMatchObject([{ line: 2, id: '1', code: 'flow_changed' }]);
    const why = refused[0]?.why;
    expect(typeof why === 'function' && why(sayIn('en'))).toMatch(/CON-1.*100 USD.*250 USD/);
  });

  test('a refusal names line, code and reason, and the others go on', async () => {
    const api = new MemoryApi();
    api.refuse = (key) => (/:[02]:/.test(key) ? refusal(422, 'amount_malformed') : undefined);
    const plan = planned(flow('2', 'agreed'), flow('1', 'pledged'), flow('0', 'agreed'));
    const report = await importFlows(api, plan, quiet);
    expect(report).toMatchObject({ rows: 3, imported: 1, unchanged: 0 });
    expect(report.refused).toEqual([
      { line: 1, id: '0', code: 'amount_malformed', why: 'amount_malformed.' },
      { line: 3, id: '2', code: 'amount_malformed', why: 'amount_malformed.' },
    ]);
  });

  test.each([
    ['no answer', new Unreachable('http://127.0.0.1:1: fetch failed')],
    ['not let in', refusal(403, 'role_required')],
    ['a fault of the server', refusal(500, 'internal')],
  ])('%s ends the import', async (_, error) => {
    const api = new MemoryApi();
    api.refuse = () => error;
    await expect(importFlows(api, planned(flow('1', 'pledged')), quiet)).rejects.toBe(error);
  });

  test('progress counts every flow once', async () => {
    const steps: number[] = [];
    const flows = Array.from({ length: 30 }, (_, n) => flow(String(n), 'pledged'));
    await importFlows(new MemoryApi(), planned(...flows), (done) => steps.push(done));
    expect(steps).toEqual(flows.map((_, n) => n + 1));
  });
});
