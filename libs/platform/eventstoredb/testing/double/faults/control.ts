import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Faults } from './faults.js';
import { faultRuleSchema } from './rules.js';

/** Done in this order. */
const orderSchema = z
  .strictObject({
    clear: z.boolean(),
    rules: z.array(faultRuleSchema),
    endSubscriptions: z.union([z.literal(13), z.literal(14)]),
  })
  .partial();

const MOST_BODY_BYTES = 64 * 1024;

/**
 * `POST /faults` with `{ clear, rules, endSubscriptions }`, each of them optional, and
 * `GET /faults`; both answer with how often what has struck and how many subscriptions are open.
 * Whatever is not understood is answered with 400 and why, and nothing of it is done.
 */
export async function startControl(
  faults: Faults,
  address: { readonly port: number; readonly host: string },
): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((request, response) => {
    handled(faults, request).then(
      (body) => reply(response, 200, body),
      (error: unknown) => reply(response, 400, { error: sentenceOf(error) }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { port: portOf(server), close };
}

async function handled(faults: Faults, request: IncomingMessage): Promise<unknown> {
  const route = `${request.method} ${request.url}`;
  if (route === 'POST /faults') obey(faults, await bodyOf(request));
  else if (route !== 'GET /faults') throw new Error(`${route}: there is only /faults here`);
  return { struck: faults.counts(), subscriptions: faults.subscriptions };
}

function obey(faults: Faults, body: string): void {
  const { clear, rules = [], endSubscriptions } = orderSchema.parse(JSON.parse(body));
  if (clear === true) faults.clear();
  faults.add(...rules);
  if (endSubscriptions !== undefined) faults.endSubscriptions(endSubscriptions);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) throw new Error(`a body above ${MOST_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const sentenceOf = (error: unknown): string =>
  error instanceof z.ZodError ? z.prettifyError(error) : String(error);

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}
