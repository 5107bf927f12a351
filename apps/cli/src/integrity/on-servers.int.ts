import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { openEventStoreDb } from '@tamani/eventstoredb';
import { openKafkaBus } from '@tamani/kafka';
import { openMongoReadStore } from '@tamani/mongodb';
import { ForeignLog } from '@tamani/ports';
import { eraseDerived } from '@tamani/profiles';
import { describeOn, esdbServer, kafkaServer, mongoServer, serverOf } from '@tamani/testing';
import { randomUUID } from 'node:crypto';
import { answersOf, counting, startOn, type Counting } from '../../testing/counting.js';

const esdb = await serverOf(esdbServer);
const kafka = await serverOf(kafkaServer);
const mongo = await serverOf(mongoServer);
const all = esdb && kafka && mongo;
afterAll(async () => {
  for (const server of [esdb, kafka, mongo]) await server?.stop();
});

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const PATIENCE_MS = 60_000;

describeOn(all && { address: '', stop: async () => undefined }, 'the log of the servers', () => {
  const broker = kafka?.address.split(',') ?? [];
  let namespace = '';
  let log = '';
  let running: Counting | undefined;
  let nth = 0;
  beforeEach(() => {
    nth += 1;
    namespace = `ids${Date.now() % 1_000_000}x${nth}`;
    log = namespace;
  });
  afterEach(() => running?.close());

  /** The services on the servers; `log` may be that of another system. */
  async function start(settings = {}): Promise<Counting> {
    running = await startOn(
      async (keep) => ({
        store: keep(await openEventStoreDb({ url: esdb?.address ?? '', namespace: log })),
        bus: keep(await openKafkaBus({ brokers: broker, namespace, partitions: 2 })),
        reads: keep(await openMongoReadStore({ url: mongo?.address ?? '', namespace })),
      }),
      { leaseMs: 2_000, ...settings },
    );
    return running;
  }

  async function stop(): Promise<void> {
    await running?.close();
    running = undefined;
  }

  /** What it has met, once that is anything. */
  async function firstMet({ runtime: { corruptions } }: Counting) {
    for (let tries = 0; tries < 600 && corruptions.list.length === 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return corruptions.list;
  }

  async function worked(): Promise<void> {
    const counted = await start();
    for (let n = 0; n < 6; n += 1) await counted.add(`c${n % 3}`, n + 1);
    await counted.runtime.settled(PATIENCE_MS);
    await stop();
  }

  const erase = () =>
    eraseDerived(
      {
        dataDir: '',
        distributed: {
          namespace,
          mongoUrl: mongo?.address ?? '',
          esdbUrl: '',
          kafka: { brokers: broker, tls: false, user: undefined, partitions: 2, replication: 1 },
        },
      },
      { contexts: [counting], groups: ['counting.echoing'], log: quiet },
    );

  it('is known again after a restart (control)', async () => {
    await worked();
    const counted = await start();
    await counted.add('c1', 10);
    await counted.runtime.settled(PATIENCE_MS);
    const { logged, sums, echoes } = await answersOf(counted);
    expect([sums, echoes]).toEqual([logged, logged]);
    expect(counted.runtime.corruptions.list).toEqual([]);
  }, 120_000);

  it('with an event that is not ours is named, and its readers stop before it', async () => {
    const counted = await start();
    const alien = { id: randomUUID(), type: 'Odd', data: '{"by":"hand"}', meta: '{"by":"hand"}' };
    await counted.runtime.ports.store.append('counting.Counter-x', [alien], 'no_stream');
    expect(await firstMet(counted)).toMatchObject([
      { part: 'store', what: expect.stringContaining('counting.Counter-x@0') },
    ]);
  }, 120_000);

  it('that is another one is refused, and served after the cure', async () => {
    await worked();
    log = `${namespace}o`;
    await expect(start()).rejects.toThrow(ForeignLog);
    await expect(start()).rejects.toThrow(`MongoDB, database ${namespace}`);
    await erase();
    const counted = await start();
    await counted.add('c9', 10);
    await counted.runtime.settled(PATIENCE_MS);
    const { logged, sums, echoes } = await answersOf(counted);
    expect(logged).toEqual({ c9: 10 });
    expect([sums, echoes]).toEqual([logged, logged]);
  }, 180_000);

  it('that is another one is served when nobody looks (control)', async () => {
    await worked();
    log = `${namespace}o`;
    const counted = await start({ checkLog: false });
    const { logged, sums } = await answersOf(counted);
    expect(sums).not.toEqual(logged);
  }, 120_000);

  it('messages of another one are not handled, and named', async () => {
    await worked();
    log = `${namespace}o`;
    const reads = await openMongoReadStore({ url: mongo?.address ?? '', namespace });
    await reads.erase();
    await reads.close();
    // The groups have handled all: one more message of the old log is on its way.
    const bus = await openKafkaBus({ brokers: broker, namespace, partitions: 2 });
    const message = { id: 'of-old', type: 'counting.Added.v1', key: 'c1', data: '{}' };
    await bus.publish('counting.events.v1', [{ ...message, headers: { tamanilog: 'old' } }]);
    await bus.close();
    const counted = await start();
    expect(await firstMet(counted)).toMatchObject([
      { part: 'bus', what: expect.stringContaining('message of-old is of the log old') },
    ]);
    expect((await answersOf(counted)).logged).toEqual({});
  }, 120_000);
});
