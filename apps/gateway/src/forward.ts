import type { FastifyRequest } from 'fastify';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';

/** Of one hop only (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const TIMEOUT_MS = 60_000;
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** The answer of a service to a request as it came; the body is still to be read. */
export function forward(request: FastifyRequest, baseUrl: string): Promise<IncomingMessage> {
  const body = Buffer.isBuffer(request.body) ? request.body : undefined;
  const headers = endToEnd(request.headers);
  const sent = body ? { ...headers, 'content-length': String(body.length) } : headers;
  return new Promise((resolve, reject) => {
    const target = new URL(baseUrl);
    const call = httpRequest(
      {
        agent,
        hostname: target.hostname,
        port: target.port || 80,
        // As it came: a parsed and rebuilt path may be another one.
        path: request.raw.url,
        method: request.method,
        headers: { ...sent, 'x-forwarded-for': request.ip },
        timeout: TIMEOUT_MS,
      },
      resolve,
    );
    call.once('timeout', () => call.destroy(new Error(`${baseUrl}: no answer in time`)));
    call.once('error', reject);
    call.end(body);
  });
}

/** End-to-end headers. */
export function endToEnd<T>(headers: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase())),
  );
}

export function closeConnections(): void {
  agent.destroy();
}
