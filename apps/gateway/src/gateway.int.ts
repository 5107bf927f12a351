import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startGateway, type Gateway } from './gateway.js';
import { SERVICES, type ServiceName } from './settings.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const COLLECTIONS: Readonly<Record<ServiceName, string>> = {
  projects: '/v1/projects',
  budgets: '/v1/budget-lines',
  procurement: '/v1/requisitions',
  reporting: '/v1/spend',
  audit: '/v1/events',
};

/** A replica that reports its name and its requests; it can be set to stopping. */
class Replica {
  isStopping = false;
  asked: string[] = [];
  private constructor(
    readonly name: string,
    private readonly server: Server,
  ) {}

  static async start(service: ServiceName, name: string): Promise<Replica> {
    const server = createServer();
    const replica = new Replica(name, server);
    const paths = {
      [COLLECTIONS[service]]: {},
      [`${COLLECTIONS[service]}/{id}`]: {},
      '/livez': {},
    };
    server.on('request', (request, response) => {
      const body: Buffer[] = [];
      request.on('data', (chunk: Buffer) => body.push(chunk));
      request.on('end', () => {
        const { url = '', method } = request;
        const json = (status: number, value: object) =>
          response.writeHead(status, { 'x-replica': name }).end(JSON.stringify(value));
        if (url === '/openapi.json')
          return json(200, { paths, info: {}, components: { schemas: {} } });
        if (url === '/asyncapi.json') {
          const channels = { [`${service}.events.v1`]: {} };
          return json(200, { asyncapi: '3.0.0', channels, operations: {}, components: {} });
        }
        if (url === '/statusz' && request.headers.authorization !== 'Bearer operator')
          return json(403, { code: 'role_required' });
        if (url === '/statusz')
          return json(200, { status: 'ready', settled: true, position: '7', processes: [] });
        if (replica.isStopping) return json(503, { code: 'stopping' });
        replica.asked.push(`${method} ${url} ${Buffer.concat(body).toString()}`);
        return json(200, { name });
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return replica;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
  }
}

describe('the gateway', () => {
  const replicas = new Map<ServiceName, Replica[]>();
  let gateway: Gateway;

  beforeEach(async () => {
    for (const service of SERVICES)
      replicas.set(service, [
        await Replica.start(service, `${service}-0`),
        await Replica.start(service, `${service}-1`),
      ]);
    const urls = (service: ServiceName) => (replicas.get(service) ?? []).map(({ url }) => url);
    const upstreams = {
      projects: urls('projects'),
      budgets: urls('budgets'),
      procurement: urls('procurement'),
      reporting: urls('reporting'),
      audit: urls('audit'),
    };
    const settings = { port: 0, host: '127.0.0.1', logLevel: 'silent', upstreams } as const;
    gateway = await startGateway(settings, quiet);
    while (!(await fetch(`${gateway.url}/readyz`)).ok)
      await new Promise((resolve) => setTimeout(resolve, 20));
  });
  afterEach(async () => {
    await gateway.close();
    for (const all of replicas.values()) await Promise.all(all.map((one) => one.stop()));
  });

  const asked = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(gateway.url + path, init);
    return { status: answer.status, by: answer.headers.get('x-replica') ?? '', answer };
  };
  const write = (key: string) => ({
    method: 'POST',
    headers: { 'idempotency-key': key, 'content-type': 'application/json' },
    body: '{"a": 1}',
  });

  test('a path goes to the service that describes it, byte for byte', async () => {
    const path = '/v1/requisitions/x%2Fy/submit?minPosition=3&q=a%20b';
    const { by } = await asked(path, write('k'));
    expect(by).toMatch(/^procurement-/);
    const all = (replicas.get('procurement') ?? []).flatMap((one) => one.asked);
    expect(all).toEqual([`POST ${path} {"a": 1}`]);
  });

  test('replicas take turns; the same key goes to the same replica', async () => {
    const turns = [await asked('/v1/spend'), await asked('/v1/spend')].map(({ by }) => by);
    expect(new Set(turns).size).toBe(2);
    const same = await Promise.all(
      Array.from({ length: 6 }, () => asked('/v1/budget-lines', write('one'))),
    );
    expect(new Set(same.map(({ by }) => by)).size).toBe(1);
  });

  test('where a replica breaks off or stops, the other is asked', async () => {
    const [first, second] = replicas.get('budgets') ?? [];
    await first?.stop();
    for (let n = 0; n < 4; n += 1)
      expect(await asked('/v1/budget-lines', write(`k${n}`))).toMatchObject({
        status: 200,
        by: 'budgets-1',
      });
    const [other] = replicas.get('audit') ?? [];
    if (other) other.isStopping = true;
    for (let n = 0; n < 4; n += 1)
      expect(await asked('/v1/events')).toMatchObject({ status: 200, by: 'audit-1' });
    await second?.stop();
    const { status, answer } = await asked('/v1/budget-lines', write('none'));
    expect([status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await answer.json()).toMatchObject({ code: 'temporarily_unavailable', status: 503 });
  });

  test('the description is of all services', async () => {
    const { paths } = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as {
      paths: object;
    };
    for (const collection of Object.values(COLLECTIONS)) expect(paths).toHaveProperty([collection]);
    const topics = (await (await fetch(`${gateway.url}/asyncapi.json`)).json()) as {
      channels: object;
    };
    expect(Object.keys(topics.channels)).toHaveLength(SERVICES.length);
  });

  test('a service that is away is no reason to take the gateway out; its status says so', async () => {
    const operator = { headers: { authorization: 'Bearer operator' } };
    const status = async () => (await fetch(`${gateway.url}/statusz`, operator)).json();
    expect(await status()).toMatchObject({ status: 'ready', settled: true, position: '7' });
    for (const one of replicas.get('reporting') ?? []) await one.stop();
    const ready = await fetch(`${gateway.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
    expect(await status()).toMatchObject({ status: 'incomplete', settled: false, parked: 0 });
  });

  test('the status is for operators: who may not see it has the answer of a service', async () => {
    const nobody = await fetch(`${gateway.url}/statusz`);
    expect([nobody.status, await nobody.json()]).toMatchObject([401, { code: 'token_required' }]);
    const headers = { authorization: 'Bearer buyer' };
    const buyer = await fetch(`${gateway.url}/statusz`, { headers });
    expect([buyer.status, await buyer.json()]).toEqual([403, { code: 'role_required' }]);
  });
});
