import { afterAll, afterEach, expect, test } from '@jest/globals';
import { describeOn } from '@tamani/testing';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { findKafka } from '../../testing/engine.js';

const found = await findKafka();
afterAll(() => found?.stop());

const load = createRequire(import.meta.url);
const REQUEST_TIMEOUT_MS = 1_000;

/** What is used of the driver's connection. */
interface Connection {
  connect(): Promise<unknown>;
  send(call: object): Promise<unknown>;
  disconnect(): Promise<unknown>;
}
type ConnectionClass = new (options: object) => Connection;
const connectionClass = () => load('kafkajs/src/network/connection') as ConnectionClass;
// As the driver has it: the repair changes the class for all.
const unrepaired = (connectionClass() as { readonly prototype: Connection }).prototype.connect;

describeOn(found, 'a connection that is cut in the middle of an answer', ({ brokers }) => {
  const lines: Server[] = [];
  afterEach(() => lines.splice(0).forEach((line) => line.close()));

  /** A line to the broker whose first connection ends so many bytes into the first answer. */
  async function cutIn(bytes: number): Promise<number> {
    const [host = '', port = ''] = (brokers[0] ?? '').split(':');
    let isFirst = true;
    const line = createServer((client) => {
      const isCut = isFirst;
      isFirst = false;
      const broker = connect(Number(port), host);
      client.on('data', (piece) => broker.write(piece));
      broker.on('data', (piece) => {
        if (!isCut) client.write(piece);
        else {
          client.end(piece.subarray(0, bytes));
          broker.destroy();
        }
      });
      for (const socket of [client, broker]) socket.on('error', () => undefined);
      client.on('close', () => broker.destroy());
    });
    lines.push(line);
    line.listen(0, '127.0.0.1');
    await once(line, 'listening');
    return (line.address() as AddressInfo).port;
  }

  function connectionAt(port: number): Connection {
    const { LEVELS, createLogger } = load('kafkajs/src/loggers') as {
      readonly LEVELS: { readonly NOTHING: number };
      createLogger(options: object): object;
    };
    const socketFactory = (load('kafkajs/src/network/socketFactory') as () => object)();
    const logger = createLogger({ level: LEVELS.NOTHING, logCreator: () => () => undefined });
    return new (connectionClass())({
      ...{ host: '127.0.0.1', port, logger, socketFactory, clientId: 'test' },
      ...{ connectionTimeout: REQUEST_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    });
  }

  /** Asks, is cut off, and asks again on the same connection, made anew. */
  async function askedTwice(connection: Connection): Promise<unknown> {
    const { protocol } = load('kafkajs/src/protocol/requests/apiVersions') as {
      protocol(of: { readonly version: number }): () => object;
    };
    const ask = () => connection.send(protocol({ version: 0 })());
    await connection.connect();
    await expect(ask()).rejects.toThrow();
    await connection.connect();
    try {
      return await ask();
    } finally {
      await connection.disconnect();
    }
  }

  test('understands the next one', async () => {
    const { repairDriver } = await import('./driver-repair.js');
    repairDriver();
    const connection = connectionAt(await cutIn(30));
    expect(await askedTwice(connection)).toMatchObject({ apiVersions: expect.any(Array) });
  });

  test('control: without the repair it never does', async () => {
    const connection = connectionAt(await cutIn(30));
    connection.connect = unrepaired;
    await expect(askedTwice(connection)).rejects.toThrow('timed out');
  });
});
