import { once } from 'node:events';
import { Agent, createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How the gateway once forwarded: the headers as they came, the bytes only of what has a body, on
 * connections that are used again. What the siege must notice.
 */
export async function startLeakyProxy(
  target: string,
): Promise<{ readonly url: string; close(): void }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const body: Buffer[] = [];
    const forward = (): void => {
      const call = ask(new URL(url, target), { agent, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      call.on('error', () => response.writeHead(503).end());
      call.end(method === 'GET' ? undefined : Buffer.concat(body));
    };
    if (method === 'GET') return forward();
    request.on('data', (piece: Buffer) => body.push(piece));
    request.on('end', forward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
