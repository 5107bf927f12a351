import { afterAll, expect, it } from '@jest/globals';
import { describeOn, mongoServer, serverOf } from '@tamani/testing';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { dropDatabase, freshNamespace } from '../testing/database.js';
import { WireProxy } from '../testing/wire-proxy.js';
import { openMongoReadStore, type MongoReadStore } from './index.js';

const found = await serverOf(mongoServer);
afterAll(() => found?.stop());

const STORES = 6;
const CALLS_AT_ONCE = 6;
const SELECTION_MS = 1_000;
/** The driver looks for a server that is asked for twice a second. */
const PATIENCE_MS = 8_000;
const TIMEOUT_MS = 120_000;

interface DriverConnection {
  readonly socket: { emit: (event: string, ...args: unknown[]) => boolean };
}
interface Repaired {
  cleanup(this: DriverConnection, error: Error): void;
}

/** The class of the driver that the package repairs. */
function connectionPrototype(): Repaired {
  const load = createRequire(createRequire(import.meta.url).resolve('mongoose'));
  const driver = load('mongodb/lib/cmap/connection.js') as { Connection: { prototype: Repaired } };
  return driver.Connection.prototype;
}

/** Read stores at work whose connections all end at once, in order; how many come back. */
async function comeBack(url: string): Promise<number> {
  const proxy = await WireProxy.start(url);
  const namespace = freshNamespace('ended');
  const times = { selectionTimeoutMs: SELECTION_MS, operationTimeoutMs: 2_000 };
  const stores = await Promise.all(
    Array.from({ length: STORES }, () =>
      openMongoReadStore({ url: proxy.url, namespace, ...times }),
    ),
  );
  const work = new AbortController();
  const working = stores.flatMap((store) =>
    Array.from({ length: CALLS_AT_ONCE }, () => atWork(store, work.signal)),
  );
  await pause(500);
  proxy.closeInOrder();
  await pause(500);
  await proxy.listen();
  const back = await Promise.all(stores.map(isBack));
  work.abort();
  await Promise.all(working);
  await Promise.all(stores.map((store) => store.close()));
  proxy.close();
  await dropDatabase(url, namespace);
  return back.filter(Boolean).length;
}

async function atWork(store: MongoReadStore, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await store.checkpoint('any').catch(() => pause(20));
}

async function isBack(store: MongoReadStore): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  const answers = (): Promise<boolean> =>
    store.checkpoint('any').then(
      () => true,
      () => false,
    );
  while (!(await answers())) if (performance.now() > deadline) return false;
  return true;
}

describeOn(found, 'mongodb: a server that ends all connections in order', ({ address: url }) => {
  it(
    'is found again by everyone',
    async () => expect(await comeBack(url)).toBe(STORES),
    TIMEOUT_MS,
  );

  it(
    'control: by the driver as it is, not by everyone',
    async () => {
      const prototype = connectionPrototype();
      const repaired = prototype.cleanup;
      prototype.cleanup = function (error) {
        const { socket } = this;
        const emit = socket.emit.bind(socket);
        socket.emit = (event, ...args) => event !== 'drain' && emit(event, ...args);
        repaired.call(this, error);
      };
      try {
        expect(await comeBack(url)).toBeLessThan(STORES);
      } finally {
        prototype.cleanup = repaired;
      }
    },
    TIMEOUT_MS,
  );
});
