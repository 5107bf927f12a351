import { once } from 'node:events';
import { createServer as createTls } from 'node:https';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceName } from '../src/settings.js';

export const COLLECTIONS: Readonly<Record<ServiceName, string>> = {
  projects: '/v1/projects',
  budgets: '/v1/budget-lines',
  procurement: '/v1/requisitions',
  reporting: '/v1/spend',
  audit: '/v1/events',
};

/** A request as a service got it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Answers a path in its own way; the usual answer is the request itself. */
export type Own = (request: IncomingMessage, response: ServerResponse) => void;

/** A service that answers each request with what it got of it, the mark `x-mark` first. */
export class StandIn {
  readonly seen: Seen[] = [];
  private constructor(
    private readonly server: Server,
    private readonly scheme: string,
  ) {}

  /** `own`: what begins with the collection and the name, `/v1/spend/slow`, is answered so. */
  static async start(
    service: ServiceName,
    own: Readonly<Record<string, Own>> = {},
    tls?: { readonly key: string; readonly cert: string },
  ): Promise<StandIn> {
    const server = tls ? createTls(tls) : createServer();
    const one = new StandIn(server, tls ? 'https' : 'http');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const known = describe(service, request.url ?? '');
      if (known) return response.end(JSON.stringify(known));
      const name = /^\/v1\/[\w-]+\/([\w-]+)/.exec(request.url ?? '')?.[1] ?? '';
      const answer = Object.hasOwn(own, name) ? own[name] : undefined;
      return answer ? answer(request, response) : one.echo(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return one;
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** As the services do, a GET is answered when its headers have come. */
  private echo(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers } = request;
    const answer = (body: string): void => {
      this.seen.push({ method, url, headers, body });
      const mark = String(headers['x-mark'] ?? '');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ mark, method, url, body }));
    };
    if (method === 'GET' || method === 'HEAD') return answer('');
    let body = '';
    request.setEncoding('latin1').on('data', (text: string) => (body += text));
    request.on('end', () => answer(body));
  }
}

function describe(service: ServiceName, url: string): object | undefined {
  const paths = { [COLLECTIONS[service]]: {}, '/livez': {} };
  const known: Readonly<Record<string, object>> = {
    '/openapi.json': { paths, info: {}, components: { schemas: {} } },
    '/asyncapi.json': { channels: {}, operations: {}, components: {} },
  };
  return known[url];
}
