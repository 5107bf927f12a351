import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ok, systemClock, systemIds, type Decider } from '@tamani/kernel';
import { aggregate, aggregateReadModel, Runtime, type ContextDefinition } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { EXIT } from '../shell/exit-codes.js';
import { Output } from '../shell/output.js';
import { diagnoseFiles } from './doctor/diagnose-files.js';
import { parked } from './parked.command.js';
import { rebuild } from './rebuild.command.js';

interface Added {
  readonly type: 'Added';
  readonly data: { readonly amount: number };
}
interface Add {
  readonly type: 'Add';
  readonly amount: number;
}

const counter: Decider<number, Add, Added> = {
  category: 'counting.Counter',
  events: { Added: { schemaVersion: 1, data: z.strictObject({ amount: z.int() }) } },
  initial: 0,
  decide: ({ amount }) => ok([{ type: 'Added', data: { amount } }]),
  evolve: (sum, { data }) => sum + data.amount,
};
const counters = aggregate(counter);

const sums = aggregateReadModel({
  name: 'sums',
  version: 1,
  context: 'counting',
  decider: counter,
  fields: { sum: 'integer' },
  indexes: [],
  values: (sum: number) => ({ sum }),
});

/** A process that cannot digest negative amounts: its messages end up parked. */
const watching: ContextDefinition['processes'][number] = {
  name: 'watching',
  context: 'counting',
  topics: ['counting.events.v1'],
  key: (input) => input.key,
  initial: null,
  events: {},
  evolve: (state) => state,
  react: (_, input) => {
    if ((input.data as Added['data']).amount < 0) throw new Error('negative');
    return {};
  },
};

const counting: ContextDefinition = {
  name: 'counting',
  aggregates: [counters],
  translate: ({ type, data, stream }) =>
    type === 'Added' ? [{ type: 'counting.Added.v1', key: stream, data }] : [],
  readModels: [sums],
  processes: [watching],
};

let folder = '';
let printed = '';
const output = () => {
  const write = (text: string) => void (printed += text);
  return new Output({ out: write, err: write, interactive: false }, 'en', false);
};
const files = () => ({ folder, contexts: [counting] });

/** A system that ran for a while and was stopped: `work` while it ran. */
async function ran(amounts: readonly number[], work = async (_: Runtime) => undefined as unknown) {
  const ports = {
    store: openSqliteEventStore({ file: join(folder, 'events.db') }),
    bus: openSqliteBus({ file: join(folder, 'bus.db') }),
    reads: openSqliteReadStore({ file: join(folder, 'read.db') }),
    clock: systemClock,
    ids: systemIds,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  const runtime = new Runtime(ports, [counting], { soleWriter: true, attemptsBeforeParking: 1 });
  await runtime.start({ consume: true });
  for (const [n, amount] of amounts.entries()) {
    const commandId = systemIds.next();
    const actor = { id: 'tester', roles: [] };
    const context = {
      commandId,
      requestHash: commandId,
      actor,
      correlationId: '',
      causationId: '',
    };
    const command = { type: 'Add' as const, amount };
    await runtime.commands.execute(counters, `c${n % 3}`, command, context);
  }
  await runtime.settled(5_000);
  await work(runtime);
  await runtime.stop();
  for (const engine of [ports.bus, ports.reads, ports.store]) await engine.close();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamani-cli-'));
  printed = '';
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const everything = { only: [], check: false };

describe('tamani rebuild', () => {
  test('live models that are right are identical to the rebuilt ones', async () => {
    await ran([1, 2, 3, 4]);
    expect(await rebuild(files(), everything, output())).toBe(EXIT.ok);
    expect(printed).toContain('counting_sums_v1: 3 documents, identical');
  });

  test('a model that differs is shown and replaced; with --check it is left', async () => {
    await ran([1, 2, 3], async ({ ports }) => {
      const before = await ports.reads.get('counting_sums_v1', 'c1');
      const { key, position } = before ?? { key: '', position: 0n };
      const doc = { sum: 77 };
      const write = { collection: 'counting_sums_v1', key, doc, position, expected: position };
      await ports.reads.commit({ writes: [write] });
    });
    const check = { only: ['counting/sums'], check: true };
    expect(await rebuild(files(), check, output())).toBe(EXIT.failed);
    expect(printed).toMatch(/3 documents, 1 different, 0 missing, 0 extra; model kept/);
    expect(printed).toMatch(/"sum":77[\s\S]*"sum":2/);
    expect(await rebuild(files(), everything, output())).toBe(EXIT.failed);
    expect(printed).toContain('; model replaced');
    expect(await rebuild(files(), everything, output())).toBe(EXIT.ok);
  });

  test('an unknown model is refused, the known ones named', async () => {
    await ran([1]);
    const wanted = rebuild(files(), { only: ['counting/totals'], check: false }, output());
    await expect(wanted).rejects.toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringMatching(/counting\/totals.*counting\/sums/),
    });
  });
});

describe('files', () => {
  test('those of a running server are refused', async () => {
    await ran([1], async () => {
      const wanted = rebuild(files(), everything, output());
      await expect(wanted).rejects.toMatchObject({
        exitCode: EXIT.busy,
        message: expect.stringContaining('stop it'),
      });
    });
  });

  test('a folder without a system is refused, and stays empty', async () => {
    const missing = { folder: join(folder, 'nowhere'), contexts: [counting] };
    await expect(rebuild(missing, everything, output())).rejects.toMatchObject({
      exitCode: EXIT.usage,
    });
  });
});

describe('tamani doctor, on files', () => {
  const diagnosed = async () => {
    const findings = await diagnoseFiles(folder, [counting], output());
    return new Map(findings.map((finding) => [finding.name, finding]));
  };

  test('a system at rest: nothing waits, nothing is wrong', async () => {
    await ran([1, 2]);
    const findings = await diagnosed();
    expect([...findings.values()].filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.get('lag.projector.counting')?.text).toMatch(/: 0 events/);
    expect(findings.get('lag.relay.counting')?.text).toMatch(/: 0 events/);
    expect(findings.get('parked')?.text).toBe('no parked messages');
  });

  test('events not projected yet are counted', async () => {
    await ran([1, 2, 3]);
    const reads = openSqliteReadStore({ file: join(folder, 'read.db') });
    await reads.deleteCheckpoint('counting_sums_v1');
    await reads.close();
    expect((await diagnosed()).get('lag.projector.counting')?.text).toMatch(/: 3 events/);
  });

  test('parked messages are wrong', async () => {
    await ran([1, -1]);
    expect((await diagnosed()).get('parked')).toMatchObject({ ok: false });
  });
});

describe('tamani parked', () => {
  test('list, show, replay that fails again, drop with a name', async () => {
    await ran([-1]);
    expect(await parked(files(), { kind: 'list' }, output())).toBe(EXIT.ok);
    const [id = ''] = printed.split(' ');
    expect(printed).toMatch(/counting\.watching {2}counting\.Added\.v1 .*negative/);
    expect(await parked(files(), { kind: 'show', id }, output())).toBe(EXIT.ok);
    expect(await parked(files(), { kind: 'replay', id }, output())).toBe(EXIT.failed);
    expect(printed).toMatch(/failed again.*negative/);
    const drop = { kind: 'drop', id, by: 'Awa', reason: 'test' } as const;
    expect(await parked(files(), drop, output())).toBe(EXIT.ok);
    printed = '';
    await parked(files(), { kind: 'list' }, output());
    expect(printed).toBe('no parked messages\n');
    await expect(parked(files(), { kind: 'show', id }, output())).rejects.toMatchObject({
      exitCode: EXIT.usage,
    });
  });
});
