import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isFullRun } from '@tamani/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { StandIn } from '../../testing/stand-in.js';
import { Wire } from '../../testing/wire.js';
import { SERVICES } from '../settings.js';

const IDLE = isFullRun() ? 10_000 : 1_000;
const BODIES = 150;
const BODY_BYTES = 8 * 1024 * 1024;
const SMALLER = 400;
const SILENT = 500;
const MAX_MIB = 256;
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

const ALIVE = 'GET /livez HTTP/1.1\r\nhost: gateway\r\n\r\n';
const post = (header: string): string =>
  `POST /v1/spend/x HTTP/1.1\r\nhost: gateway\r\ncontent-type: application/json\r\n${header}\r\n\r\n`;

/** The gateway as it is deployed, in a process of its own. */
describe(`the gateway with ${IDLE} idle connections`, () => {
  const services: StandIn[] = [];
  const idle: Wire[] = [];
  let gateway: ChildProcess;
  let url = '';

  beforeAll(async () => {
    const env: Record<string, string> = { TAMANI_PORT: '0', TAMANI_LOG_LEVEL: 'error' };
    for (const name of SERVICES) {
      const service = await StandIn.start(name);
      services.push(service);
      env[`TAMANI_${name.toUpperCase()}_URL`] = service.url;
    }
    gateway = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(gateway.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    url = /http:\S+/.exec(String(line))?.[0] ?? '';
    while (!(await fetch(`${url}/readyz`)).ok) await pause(20);
  });
  afterAll(async () => {
    for (const wire of idle) wire.hangUp();
    gateway.kill('SIGTERM');
    await once(gateway, 'exit');
    for (const service of services) service.stop();
  });

  /** The most memory that the process has ever had. */
  const peakMiB = (): number => {
    const text = readFileSync(`/proc/${gateway.pid}/status`, 'utf8');
    return Number(/VmHWM:\s*(\d+) kB/.exec(text)?.[1]) / 1024;
  };
  const open = async (count: number, bytes = ''): Promise<readonly Wire[]> => {
    const opened: Wire[] = [];
    while (opened.length < count) {
      const some = Math.min(250, count - opened.length);
      const wires = await Promise.all(Array.from({ length: some }, () => Wire.to(url)));
      opened.push(...wires.map((wire) => wire.say(bytes)));
    }
    idle.push(...opened);
    return opened;
  };
  /** How many were answered so, after all were answered or the time was over. */
  const statusesOf = async (wires: readonly Wire[], answered: number) => {
    const given = () => wires.filter(({ heard }) => heard.startsWith('HTTP/1.1 '));
    for (const end = performance.now() + 20_000; performance.now() < end; await pause(50))
      if (given().length >= answered) break;
    const counts: Record<string, number> = {};
    for (const { heard } of given()) {
      const status = heard.slice(9, 12);
      counts[status] = (counts[status] ?? 0) + 1;
    }
    return counts;
  };

  test('answers each of them', async () => {
    expect(await statusesOf(await open(IDLE, ALIVE), IDLE)).toEqual({ '200': IDLE });
  }, 120_000);

  test(`refuses ${BODIES} unfinished bodies of 8 MiB, and tells each why`, async () => {
    const announced = await open(BODIES / 2, post(`content-length: ${BODY_BYTES}`));
    const chunked = await open(BODIES / 2, post('transfer-encoding: chunked'));
    const unfinished = 'x'.repeat(BODY_BYTES - 10);
    for (const wire of announced) wire.say(unfinished);
    for (const wire of chunked) wire.say(`${BODY_BYTES.toString(16)}\r\n${unfinished}`);
    const both = [...announced, ...chunked];
    expect(await statusesOf(both, BODIES)).toEqual({ '413': BODIES });
    for (const wire of both) wire.hangUp();
  }, 120_000);

  test(`of ${SMALLER} unfinished bodies of 64 KiB it holds those it can bear`, async () => {
    const wires = await open(SMALLER, `${post('content-length: 65536')}${'x'.repeat(65_000)}`);
    const held = 256;
    expect(await statusesOf(wires, SMALLER - held)).toEqual({ '503': SMALLER - held });
    const user = await fetch(`${url}/v1/spend/user`, { headers: { 'x-mark': 'user' } });
    expect(await user.json()).toMatchObject({ mark: 'user' });
    for (const wire of wires) wire.hangUp();
  }, 120_000);

  test('those who never say anything are let go in time', async () => {
    const silent = await open(SILENT);
    expect(await statusesOf(silent, SILENT)).toEqual({ '408': SILENT });
  }, 120_000);

  test(`took no more than ${MAX_MIB} MiB for all of that`, async () => {
    const most = peakMiB();
    process.stderr.write(`the gateway's memory: ${Math.round(most)} MiB at most\n`);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(MAX_MIB);
  });
});
