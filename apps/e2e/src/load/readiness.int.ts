import { afterEach, describe, expect, test } from '@jest/globals';
import { openEventStoreDb } from '@tamani/eventstoredb';
import { startDouble } from '@tamani/eventstoredb/testing';
import { ContextApp, openContext } from '@tamani/nest/testing';
import type { EventStore } from '@tamani/ports';
import { ProcurementModule, procurementContext } from '@tamani/procurement';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const CLIENTS = 64;
const PROBE_EVERY_MS = 100;
const LOAD_MS = 4_000;
/** On a busy machine it takes longer to look so often. */
const MOST_MS = 60_000;
const PROBES = 10;
const TIMEOUT_MS = 120_000;
/** Lists are not written before the load is over: they are behind all the while. */
const settings = { projectionPauseMs: 600_000 };

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serving(store?: EventStore): Promise<ContextApp> {
  const part = { context: procurementContext, module: ProcurementModule, files: true, settings };
  const wrapped = store && { wrap: (ports: object) => ({ ...ports, store }) as never };
  const app = new ContextApp(await openContext({ ...part, ...wrapped }));
  ends.push(() => app.close());
  return app;
}

/** A server whose positions are bytes of a file, as the real one's are. */
async function onDouble(): Promise<EventStore> {
  const folder = mkdtempSync(join(tmpdir(), 'tamani-readiness-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const double = await startDouble({ file: join(folder, 'events.db'), port: 0 });
  ends.push(() => double.stop());
  const store = await openEventStoreDb({ url: double.url, namespace: 'probe' });
  ends.push(() => store.close());
  return store;
}

/** What a probe sees during the load, and how far behind the lists were meanwhile. */
async function probedUnderLoad(app: ContextApp) {
  const url = `http://127.0.0.1:${await app.listen()}`;
  const authorization = `Bearer ${await app.token('buyer')}`;
  const probes: number[] = [];
  const began = performance.now();
  const isOver = (): boolean => {
    const ms = performance.now() - began;
    return ms > MOST_MS || (ms > LOAD_MS && probes.length >= PROBES);
  };
  let registered = 0;
  const client = async (_: unknown, n: number): Promise<void> => {
    for (let turn = 0; !isOver(); turn += 1) {
      const name = `Sahel ${n}/${turn}`;
      const key = { 'idempotency-key': `${n}-${turn}`, 'content-type': 'application/json' };
      const answer = await fetch(`${url}/v1/vendors`, {
        method: 'POST',
        headers: { authorization, ...key },
        body: JSON.stringify({ name, country: 'ML', registrationNumber: `${n}.${turn}` }),
      });
      await answer.text();
      if (answer.status === 201) registered += 1;
    }
  };
  const probe = async (): Promise<void> => {
    for (; !isOver(); await pause(PROBE_EVERY_MS)) {
      // Clients and server share this process: how fast it is by itself has a test of its own.
      probes.push((await fetch(`${url}/readyz`)).status);
    }
  };
  await Promise.all([...Array.from({ length: CLIENTS }, client), probe()]);
  const vendors = app.runtime.projectors[0]?.progress.find(({ name }) => /vendors$/.test(name));
  if (!vendors) throw new Error('no list of vendors');
  const positions = (await app.head()) - (await vendors.position());
  const behind = { events: (await vendors.lag(1_000)).events, positions };
  return { probes, behind, registered };
}

describe('a probe under 64 clients never sees a replica out of service for its lag', () => {
  const holds = ({ probes, registered }: Awaited<ReturnType<typeof probedUnderLoad>>) => {
    expect(probes.length).toBeGreaterThanOrEqual(PROBES);
    expect(registered).toBeGreaterThan(20);
    expect(probes.filter((status) => status !== 200)).toEqual([]);
  };

  test(
    'embedded; control: its lists were behind',
    async () => {
      const found = await probedUnderLoad(await serving());
      holds(found);
      expect(found.behind.events).toBeGreaterThan(20);
    },
    TIMEOUT_MS,
  );

  test(
    'on EventStoreDB; control: by positions, 10,000 of them, it would have been out',
    async () => {
      const found = await probedUnderLoad(await serving(await onDouble()));
      holds(found);
      expect(found.behind.positions).toBeGreaterThan(10_000n);
    },
    TIMEOUT_MS,
  );
});
