import { expect, it } from '@jest/globals';
import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describeOn } from '@tamani/testing';
import { seedOf } from '../testing/behind-proxy.js';
import { BOOKS, CHECKPOINT, differences, entriesOf, fold } from '../testing/fold.js';
import { mongoUrl } from '../../../../tools/engines/mongo.mjs';
import { ownEngines, type OwnEngine } from '../../../../tools/engines/own.mjs';
import { openMongoReadStore, type MongoReadStore } from './index.js';

const startServer = ownEngines('mongo', 'mongodb: a server that is killed');
const PARTS = 60;
const KILLS = 4;
const SELECTION_MS = 1_000;
const TIMEOUT_MS = 240_000;

interface Drill {
  readonly server: OwnEngine;
  readonly url: string;
  readonly reads: MongoReadStore;
}

async function onServer(
  start: () => Promise<OwnEngine>,
  drill: (given: Drill) => Promise<void>,
): Promise<void> {
  const server = await start();
  const url = mongoUrl(server.port);
  const times = { selectionTimeoutMs: SELECTION_MS, operationTimeoutMs: 2_000 };
  const reads = await openMongoReadStore({ url, namespace: 'drill', ...times });
  try {
    for (const book of BOOKS) await reads.ensure(book);
    await drill({ server, url, reads });
  } finally {
    server.engine.signal('SIGCONT');
    await reads.close();
    await server.dispose();
  }
}

function loseDisk({ folder }: OwnEngine): void {
  const data = join(folder, 'data');
  rmSync(data, { recursive: true });
  mkdirSync(data);
}

const isFault = (error: unknown): boolean =>
  error instanceof OutcomeUnknown || error instanceof StoreUnavailable;

describeOn(startServer, 'mongodb: a server that is killed', (start) => {
  const withServer = (drill: (given: Drill) => Promise<void>): Promise<void> =>
    onServer(start, drill);
  const random = seedOf('a server that is killed').random();
  const entries = entriesOf(random, PARTS * 3);

  /** Folds part after part while the server is killed; resolves with the faults that it met. */
  const underKills = async ({ server, reads }: Drill): Promise<number> => {
    const killAt = new Set(Array.from({ length: KILLS }, (_, n) => 5 + n * 13 + random.below(9)));
    let faults = 0;
    const insist = async (part: number): Promise<void> => {
      await fold(reads, entries.slice(part * 3, part * 3 + 3)).catch((error: unknown) => {
        if (!isFault(error)) throw error;
        faults += 1;
        return insist(part);
      });
    };
    let restarted = Promise.resolve();
    for (let part = 0; part < PARTS; part += 1) {
      if (killAt.has(part)) {
        await restarted;
        restarted = restart(server);
      }
      await insist(part);
    }
    await restarted;
    return faults;
  };

  /** Down for longer than a server is looked for: whatever is done meanwhile fails. */
  const restart = async ({ engine }: OwnEngine): Promise<void> => {
    await pause(random.below(20));
    await engine.kill();
    await pause(SELECTION_MS * 2);
    await engine.start();
  };

  it(
    'under commits loses nothing that was acknowledged, and is found again',
    () =>
      withServer(async (given) => {
        const faults = await underKills(given);
        process.stderr.write(`mongodb: ${KILLS} kills, ${faults} commits failed\n`);
        expect(faults).toBeGreaterThanOrEqual(KILLS);
        expect(await differences(given.reads, entries)).toEqual([]);
        expect(await given.reads.checkpoint(CHECKPOINT)).toBe(entries.at(-1)?.position);
      }),
    TIMEOUT_MS,
  );

  it(
    'control: with a disk that is lost at the kills, the same look finds the loss',
    () =>
      withServer(async (given) => {
        const { server, reads } = given;
        await fold(reads, entries);
        expect(await differences(reads, entries)).toEqual([]);
        await server.engine.kill();
        loseDisk(server);
        await server.engine.start();
        for (const book of BOOKS) await reads.ensure(book).catch(() => reads.ensure(book));
        expect(await differences(reads, entries)).not.toEqual([]);
      }),
    TIMEOUT_MS,
  );

  it(
    'and one that hangs is given up, and heals when it goes on',
    () =>
      withServer(async ({ server: { engine }, url, reads }) => {
        await fold(reads, entries.slice(0, 9));
        const patient = await openMongoReadStore({
          url,
          namespace: 'drill',
          selectionTimeoutMs: 60_000,
          operationTimeoutMs: 60_000,
        });
        engine.signal('SIGSTOP');
        // Control: without the short time a call is still waiting then.
        let patientIsDone = false;
        const waiting = patient.checkpoint(CHECKPOINT).finally(() => (patientIsDone = true));
        const writes = BOOKS.map(({ name: collection }) => {
          const doc = { amountMinor: 1, entries: 1 };
          return { collection, key: 'late', doc, position: 1n, expected: undefined };
        });
        await expect(reads.commit({ writes })).rejects.toThrow(OutcomeUnknown);
        await expect(reads.checkpoint(CHECKPOINT)).rejects.toThrow(StoreUnavailable);
        expect(patientIsDone).toBe(false);
        engine.signal('SIGCONT');
        expect(await waiting).toBe(9n);
        await patient.close();
        await fold(reads, entries.slice(9)).catch(() => fold(reads, entries.slice(9)));
        expect(await differences(reads, entries)).toEqual([]);
      }),
    TIMEOUT_MS,
  );
});
