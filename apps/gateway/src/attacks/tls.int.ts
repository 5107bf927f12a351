import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Authority } from '../../testing/authority.js';
import { Rig } from '../../testing/rig.js';
import { startGateway } from '../gateway.js';
import { SERVICES, type ServiceName } from '../settings.js';

const authority = new Authority('ours');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('a service whose address says https', () => {
  let rig: Rig | undefined;
  afterEach(async () => {
    await rig?.close();
    rig = undefined;
  });

  const answerOf = async (open: Parameters<typeof Rig.open>[0]) => {
    rig = await Rig.open(open);
    const answer = await fetch(`${rig.url}/v1/spend/a`, { headers: { host: 'other.example' } });
    return { status: answer.status, seen: rig.seen.length };
  };

  test('is called over TLS, by a certificate of the authority that is set', async () => {
    const tls = authority.server('127.0.0.1');
    expect(await answerOf({ tls, ca: authority.cert })).toEqual({ status: 200, seen: 1 });
    const { url } = rig as Rig;
    while (!(await fetch(`${url}/readyz`)).ok) await pause(10);
    expect((await fetch(`${url}/openapi.json`)).status).toBe(200);
  });

  test.each([
    ['of another authority', authority.server('127.0.0.1'), new Authority('other').cert],
    ['of no public authority', authority.server('127.0.0.1'), undefined],
    ['for another address', authority.server('127.0.0.2'), authority.cert],
  ])('gets nothing with a certificate %s', async (_, tls, ca) => {
    const open = { tls, ...(ca === undefined ? {} : { ca }) };
    expect(await answerOf(open)).toEqual({ status: 503, seen: 0 });
  });

  test('never hears a token in clear', async () => {
    let heard = '';
    const server = createServer((socket) => {
      socket.on('data', (bytes) => (heard += bytes.toString('latin1')));
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const upstreams = Object.fromEntries(SERVICES.map((name) => [name, [url]]));
    const gateway = await startGateway(
      {
        ...{ port: 0, host: '127.0.0.1', logLevel: 'silent' },
        upstreams: upstreams as Record<ServiceName, string[]>,
        limits: { connectMs: 300 },
      },
      quiet,
    );
    const headers = { authorization: 'Bearer secret' };
    const answer = await fetch(`${gateway.url}/v1/spend`, { headers });
    expect(answer.status).toBe(503);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard).not.toContain('secret');
    expect(heard).not.toContain('HTTP/1.1');
    await gateway.close();
    server.close();
  });
});
