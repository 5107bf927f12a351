import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXIT } from '../../shell/exit-codes.js';
import { Output } from '../../shell/output.js';
import { figuresIn } from './diagnose-server.js';
import { doctor } from './doctor.command.js';

const METRICS = `# TYPE tamani_projector_lag gauge
tamani_projector_lag{context="budgets"} 3
tamani_relay_lag{context="budgets"} 0
tamani_parked_messages{group="budgets.reservation"} PARKED
tamani_attention{kind="order_draft"} 4
tamani_attention{kind="receipt_inspected"} 0
tamani_append_lag_seconds_bucket{le="0.1"} 7
process_cpu_seconds_total 1
`;

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** A server that answers as monitors see one. */
async function serving(answers: Readonly<Record<string, readonly [number, string]>>) {
  server = createServer((request, response) => {
    const [status, text] = answers[request.url ?? ''] ?? [404, ''];
    response.writeHead(status).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function examined(url: string, env: Readonly<Record<string, string>> = {}) {
  let printed = '';
  const write = (text: string) => void (printed += text);
  const output = new Output({ out: write, err: write, interactive: false }, 'en', true);
  const contexts = async () => [];
  const exitCode = await doctor({ url, folder: 'nowhere', env, contexts }, output);
  const { findings } = JSON.parse(printed) as { findings: { name: string; ok: boolean }[] };
  const wrong = findings.filter(({ ok }) => !ok).map(({ name }) => name);
  return { exitCode, wrong, printed };
}

const well = (parked: number) => ({
  '/livez': [200, 'ok'] as const,
  '/readyz': [200, '{"status":"ready"}'] as const,
  '/metrics': [200, METRICS.replace('PARKED', String(parked))] as const,
});

describe('tamani doctor, on a server', () => {
  test('one that is well', async () => {
    const { exitCode, wrong, printed } = await examined(await serving(well(0)));
    expect([exitCode, wrong]).toEqual([EXIT.ok, []]);
    expect(printed).toContain('tamani_projector_lag{context=\\"budgets\\"}: 3');
    expect(printed).toContain('4 × order_draft need attention');
    expect(printed).not.toContain('receipt_inspected');
  });

  test('parked messages, a server that is not ready, metrics that are not there', async () => {
    const url = await serving({ ...well(2), '/readyz': [503, '{"bus":"down"}'] });
    const { exitCode, wrong, printed } = await examined(url);
    expect([exitCode, wrong]).toEqual([EXIT.failed, ['ready', 'parked']]);
    expect(printed).toContain('down');
    server?.close();
    const bare = await serving({ '/livez': [200, ''], '/readyz': [200, ''] });
    expect((await examined(bare)).wrong).toEqual(['metrics']);
  });

  test('no server and no files: usage, with the folder', async () => {
    const url = await serving({});
    server?.close();
    await expect(examined(url)).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('nowhere'),
    });
  });

  test('settings are shown, secrets are not', async () => {
    const env = { TAMANI_PORT: '3001', TAMANI_TOKEN: 'eyJhbGciOi', HOME: 'x' };
    const { printed } = await examined(await serving(well(0)), env);
    expect(printed).toContain('TAMANI_PORT=3001 TAMANI_TOKEN=…');
    expect(printed).not.toContain('eyJhbGciOi');
  });

  test.each([
    ['TAMANI_KAFKA_PASSWORD', 'hunter2', '…'],
    ['TAMANI_MONGO_URL', 'mongodb://u:hunter2@a:1,b:2/x', 'mongodb://u:…@a:1,b:2/x'],
    ['TAMANI_ESDB_URL', 'esdb://admin:hunt@er2@h:2113?tls=true', 'esdb://admin:…@h:2113?tls=true'],
    ['TAMANI_MONGO_URL', 'mongodb://a/?tlsPassword=hunter2&w=1', 'mongodb://a/?tlsPassword=…&w=1'],
    ['TAMANI_ESDB_URL', 'esdb://127.0.0.1:2113?tls=false', 'esdb://127.0.0.1:2113?tls=false'],
  ])('the password in %s=%s is not', async (name, value, shown) => {
    const { printed } = await examined(await serving(well(0)), { [name]: value });
    expect(printed).toContain(`${name}=${shown}`);
    expect(printed).not.toMatch(/hunter2|hunt@er2/);
  });

  test('figures are the gauges of lag, of parked messages and of what needs attention', () => {
    expect(figuresIn(METRICS.replace('PARKED', '2')).map(({ value }) => value)).toEqual([
      3, 0, 2, 4, 0,
    ]);
  });
});
