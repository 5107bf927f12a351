import { describe, expect, test } from '@jest/globals';
import { ApiError, Unreachable, type Answer, type Resource } from '@tamani/client';
import type { Flow, FlowStage } from './flow.js';
import { importFlows, type ImportApi } from './import-flows.js';

const flow = (id: string, stage: FlowStage): Flow => ({
  line: Number(id) + 1,
  id,
  donor: 'Japon',
  amount: { amount: '100', currency: 'JPY' },
  stage,
  date: '2020-05-01',
  title: 'Support',
  reference: '',
  recipient: '',
});
const planned = (...flows: readonly Flow[]) => ({ flows, repeated: [], refused: [] });
const refusal = (status: number, code: string) =>
  new ApiError('POST', { status, code, detail: `${code}.` });
const quiet = () => undefined;

/** Keeps commands by their key, as the server does; `refuse` decides on new ones. */
class MemoryApi implements ImportApi {
  readonly seen = new Map<string, { request: string; answer: Answer<Resource> }>();
  readonly revisions = new Map<string, number>();
  refuse: (path: string) => Error | undefined = () => undefined;

  post = async <T>(_user: string, path: string, request: Parameters<ImportApi['post']>[2]) => {
    const text = JSON.stringify([path, request.body, request.ifMatch]);
    const before = this.seen.get(request.key);
    if (before?.request === text) return { ...before.answer, replayed: true } as Answer<T>;
    if (before) throw refusal(422, 'idempotency_key_reused');
    const refused = this.refuse(path);
    if (refused) throw refused;
    const [, known, action] = path.split('/');
    const id = known ?? `c-${this.revisions.size}`;
    const current = this.revisions.get(id) ?? -1;
    if (action && request.ifMatch !== `"${current}"`) throw refusal(412, 'revision_stale');
    this.revisions.set(id, current + 1);
    const answer = { status: 201, body: { id }, etag: `"${current + 1}"`, replayed: false };
    this.seen.set(request.key, { request: text, answer });
    return answer as unknown as Answer<T>;
  };

  act = async <T>(user: string, resource: string, request: Parameters<ImportApi['act']>[2]) => {
    const ifMatch = `"${this.revisions.get(resource.split('/')[1] ?? '')}"`;
    return this.post<T>(user, `${resource}/${request.action}`, { ...request, ifMatch });
  };
}

describe('import of flows', () => {
  test('each stage goes through the commands before it; a second run changes nothing', async () => {
    const api = new MemoryApi();
    const plan = planned(flow('1', 'pledged'), flow('2', 'agreed'), flow('3', 'received'));
    expect(await importFlows(api, plan, quiet)).toMatchObject({ imported: 3, unchanged: 0 });
    expect([...api.seen.keys()].sort()).toEqual([
      'import:contributions:1:pledge',
      'import:contributions:2:agree',
      'import:contributions:2:pledge',
      'import:contributions:3:agree',
      'import:contributions:3:pledge',
      'import:contributions:3:receive',
    ]);
    const before = new Map(api.revisions);
    expect(await importFlows(api, plan, quiet)).toMatchObject({ imported: 0, unchanged: 3 });
    expect(api.revisions).toEqual(before);
  });

  test('a flow that has come further since goes on from there', async () => {
    const api = new MemoryApi();
    await importFlows(api, planned(flow('1', 'agreed')), quiet);
    const report = await importFlows(api, planned(flow('1', 'received')), quiet);
    expect(report).toMatchObject({ imported: 1, refused: [] });
    expect([...api.revisions.values()]).toEqual([2]);
  });

  test('a contribution that somebody else has touched goes on at its revision', async () => {
    const api = new MemoryApi();
    await importFlows(api, planned(flow('1', 'pledged')), quiet);
    for (const id of api.revisions.keys()) api.revisions.set(id, 5);
    const report = await importFlows(api, planned(flow('1', 'agreed')), quiet);
    expect(report).toMatchObject({ imported: 1, refused: [] });
  });

  test('a refusal names line, code and reason, and the others go on', async () => {
    const api = new MemoryApi();
    api.refuse = (path) =>
      path.endsWith('/agree') ? refusal(409, 'contribution_not_pledged') : undefined;
    const plan = planned(flow('2', 'agreed'), flow('1', 'pledged'), flow('0', 'agreed'));
    const report = await importFlows(api, plan, quiet);
    const why = 'agree: contribution_not_pledged.';
    expect(report).toMatchObject({ rows: 3, imported: 1, unchanged: 0 });
    expect(report.refused).toEqual([
      { line: 1, id: '0', code: 'contribution_not_pledged', why },
      { line: 3, id: '2', code: 'contribution_not_pledged', why },
    ]);
  });

  test.each([
    ['no answer', new Unreachable('http://127.0.0.1:1: fetch failed')],
    ['not let in', refusal(403, 'forbidden')],
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
