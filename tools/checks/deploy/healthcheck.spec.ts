import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runNode } from '../run.mjs';

describe('the health check of the image', () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => server?.close(resolve)));

  /** Runs it against a program that answers like this on /readyz, and 404 elsewhere. */
  async function checked(status: number): Promise<{ code: number; output: string }> {
    server = createServer((request, response) => {
      response.writeHead(request.url === '/readyz' ? status : 404).end('{"status":"said"}');
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return run((server.address() as AddressInfo).port);
  }

  const run = (port: number) =>
    runNode(['tools/deploy/healthcheck.mjs'], { quiet: true, env: { TAMANI_PORT: String(port) } });

  test('ready: 0', async () => {
    expect(await checked(200)).toMatchObject({ code: 0, output: '200 {"status":"said"}\n' });
  });

  test.each([503, 404])('%i: 1, and what it heard', async (status) => {
    const { code, output } = await checked(status);
    expect([code, output]).toEqual([1, `${status} {"status":"said"}\n`]);
  });

  test('nothing there: 1', async () => {
    await checked(200);
    const { port } = server?.address() as AddressInfo;
    await new Promise((resolve) => server?.close(resolve));
    const { code, output } = await run(port);
    expect([code, output]).toEqual([1, expect.stringContaining('does not answer')]);
  });
});
