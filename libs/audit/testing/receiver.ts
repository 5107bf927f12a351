import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly event: { readonly id: string; readonly type: string; readonly data: { n?: number } };
}

/** What a receiver does with a request; the default takes it. */
export type Answer = (response: ServerResponse, received: Received) => void;

/** An internal tool: a real HTTP server that stores what it receives. */
export class Receiver {
  readonly received: Received[] = [];
  answer: Answer = (response) => response.writeHead(204).end();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => void receiver.take(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}/in`;
  }

  /** Numbers of the events that came, in order. */
  get numbers(): readonly (number | undefined)[] {
    return this.received.map(({ event }) => event.data.n);
  }

  async has(count: number): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (this.received.length < count) {
      if (performance.now() > deadline) throw new Error(`only ${this.received.length} came`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const event = JSON.parse(body) as Received['event'];
    const received = { headers: request.headers as Record<string, string>, body, event };
    this.received.push(received);
    this.answer(response, received);
  }
}

/** Refuses with a status. */
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end('no');
export const taken: Answer = (response) => response.writeHead(204).end();
/** Refuses this many times, then accepts everything. */
export const refusing = (times: number, code = 500): Answer => {
  let left = times;
  return (response, received) => (left-- > 0 ? status(code) : taken)(response, received);
};

/** A second implementation of the signature (Standard Webhooks, v1), by hand. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
}
